"""Paper: PDFs that people sign, and the marks that let them be read back."""

"""Rules and vocabulary of the field: pure Python, no Qt, no SQL, no files, no clock of its own."""

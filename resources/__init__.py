"""Data read through importlib.resources: forms, programmes, contracts, fonts, icons, translations."""

"""SQLModel tables, one module per family of records."""

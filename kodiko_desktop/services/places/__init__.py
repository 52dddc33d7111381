"""Places where people live or are received."""

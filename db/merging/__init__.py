"""What other laptops did comes in: operations become heads, heads become rows, and what cannot be shown is kept."""

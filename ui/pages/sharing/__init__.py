"""Synchronisation: what went and came, what waits for a decision, the laptops of the team."""

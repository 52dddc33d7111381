"""What the whole association shares: antennas, team, letterhead, forms and lists in use."""

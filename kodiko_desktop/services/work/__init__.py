"""A hire and what follows it: companies, placements, points 1-3-5."""

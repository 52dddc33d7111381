"""Workshops: sessions, cohorts, their funders, and who was there."""

"""What concerns this laptop alone: opening the profile, backups, drafts, preferences."""

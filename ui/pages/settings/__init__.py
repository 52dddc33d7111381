"""Réglages: the association, the team, this laptop, its keys and its backups."""

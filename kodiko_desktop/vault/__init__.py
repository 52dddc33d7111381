"""Keys, locking, backups: what keeps the store closed to others and open to its owner."""

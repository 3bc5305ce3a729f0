"""Keys, opening, locking, backup and restore of the encrypted office file."""

"""Errands about the office itself: opening it, its users, its school, its backups."""

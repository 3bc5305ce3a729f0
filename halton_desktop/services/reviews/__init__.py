"""Errands about editions, reviews and telling everyone."""

"""Errands about the letters to parents."""

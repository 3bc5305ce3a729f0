"""Errands about incidents."""

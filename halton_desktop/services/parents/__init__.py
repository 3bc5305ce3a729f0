"""Errands about parents and pupils."""

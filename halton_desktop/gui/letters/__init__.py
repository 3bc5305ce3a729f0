"""Choosing, looking at and printing the letters to parents."""

"""What looks over all nouns: Today and the search."""

"""Table models: typed, paged, tested without clicking."""

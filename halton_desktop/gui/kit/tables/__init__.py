"""Lists: the model that reads page by page, and the table that shows it."""

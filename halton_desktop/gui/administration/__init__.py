"""School, calendar, settings, users, backups and the history of changes."""

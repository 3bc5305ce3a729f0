"""The Parents tab: people, families and the import."""

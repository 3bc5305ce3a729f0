"""The window: it knows services and the domain, never the store."""

"""Commands without a window, for a school's technician and for scripts: the same services as the window."""

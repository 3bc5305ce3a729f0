"""What opens over a window: the base of every dialog, and dialogs that many screens open."""

"""Building blocks shared by tabs and dialogs."""

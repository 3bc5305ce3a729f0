"""The guided tour: every screen driven on sample data and kept as a picture."""

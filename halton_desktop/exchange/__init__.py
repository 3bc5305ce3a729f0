"""Files that come and go: contacts in, registers out."""

"""The vault: what is needed to open, lock, back up and restore the encrypted office file (see docs/security.md)."""

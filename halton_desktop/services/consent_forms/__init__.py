"""Errands about acknowledgements and consents."""

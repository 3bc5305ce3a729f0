"""Halton Desktop: a school office's desk for the Social Media Code of Conduct for Parents/Carers."""

__version__ = "0.1.0"

"""The encrypted office file: SQLAlchemy over SQLCipher."""

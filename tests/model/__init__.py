"""Random years of an office, and a plain recount of them by other code."""

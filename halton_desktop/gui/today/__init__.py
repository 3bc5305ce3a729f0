"""The Today tab: everything that is due."""

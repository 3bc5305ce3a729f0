"""The people of the register: parents, pupils and their ties, and what stops letters to them."""

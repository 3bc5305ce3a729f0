"""What is typed into: forms and their fields, and what is said under them."""

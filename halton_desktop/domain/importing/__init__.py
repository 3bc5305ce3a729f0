"""What a contact file says, compared with the register: who is who, what changes, what is asked."""

"""What the code of conduct says, as plain frozen dataclasses, enums and rules; no I/O."""

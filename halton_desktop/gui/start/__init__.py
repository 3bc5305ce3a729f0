"""From the program’s start to an open office: the wizard, unlocking, recovering, restoring."""

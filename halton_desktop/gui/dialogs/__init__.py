"""Dialogs, one per form of the same name in ui/."""

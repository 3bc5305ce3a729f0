"""The program’s own frame: window, menus, header, search, guide, errors and the lock."""

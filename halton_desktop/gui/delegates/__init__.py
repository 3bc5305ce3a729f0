"""How single table cells are drawn."""

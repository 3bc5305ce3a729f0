"""What every screen is made of: the context it is given, dialogs, tables, fields, chips and the theme."""

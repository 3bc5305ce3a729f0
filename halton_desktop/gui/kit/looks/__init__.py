"""How everything looks: colours, sizes, typefaces and icons, and the one style sheet."""

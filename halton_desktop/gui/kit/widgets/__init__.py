"""What pages are built of: buttons, chips, sections, banners and the like."""

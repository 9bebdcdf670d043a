"""Applications as owners send them from the calendar's site, with their documents."""

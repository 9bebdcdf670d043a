"""How the calendar's database came to be."""

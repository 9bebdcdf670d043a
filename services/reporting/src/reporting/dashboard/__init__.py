"""Dashboard: the page with every indicator."""

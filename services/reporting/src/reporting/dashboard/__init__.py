"""Dashboard: the screens of every indicator, and of each in pictures."""

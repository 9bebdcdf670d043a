"""The screens of the year calendar, and what calendar programs read."""

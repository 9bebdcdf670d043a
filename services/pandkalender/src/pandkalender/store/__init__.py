"""The calendar's tables and every query on them, by thing."""

"""Reminders of a year's delivery: before its last day, on it, and after."""

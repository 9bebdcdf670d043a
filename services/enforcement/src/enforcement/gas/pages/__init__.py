"""Screens of the fine procedure."""

"""Migrations of the calendar's database."""

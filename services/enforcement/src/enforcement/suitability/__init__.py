"""Suitability declarations of premises, from application to end."""

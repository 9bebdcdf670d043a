"""Screens of suitability declarations."""

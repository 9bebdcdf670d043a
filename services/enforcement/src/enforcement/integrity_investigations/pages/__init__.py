"""Screens of integrity investigations."""

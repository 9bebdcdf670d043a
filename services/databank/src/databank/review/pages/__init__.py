"""Screens of clerical review."""

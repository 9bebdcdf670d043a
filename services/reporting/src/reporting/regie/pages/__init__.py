"""Screens of meetings (``/overleg``)."""

"""Screens of the documents of a case."""

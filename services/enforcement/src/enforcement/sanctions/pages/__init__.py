"""Screens of the sanction procedure: a form for each step that a person takes."""

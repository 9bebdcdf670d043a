"""Screens of the fine procedure: a form for each step that a person takes."""

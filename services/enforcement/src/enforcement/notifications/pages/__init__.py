"""Screens of letters: lists of what to do, one letter, and the letters of a case."""

"""Readings of moves, judged by worlds whose truth is planted."""

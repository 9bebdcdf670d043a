"""Shifts as the police know them: declared by owners, verified by officers on the spot."""

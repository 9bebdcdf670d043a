"""Shifts as the police know them: declared by owners, verified on the spot, answered by workers."""

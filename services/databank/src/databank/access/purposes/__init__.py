"""Purposes for which a person is read, stated and kept for a shift of work."""

"""Screens of officers on the spot: the quarter, a room, a declared shift and its verification."""

__all__ = ["opened_shift", "quarter_view"]

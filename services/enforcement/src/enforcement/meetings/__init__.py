"""Meetings of the college and the municipal council: their days, and the matters before them."""

__all__ = ["next_meeting", "rules", "store"]

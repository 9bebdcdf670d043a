"""Rules of shifts: what may be declared, changed and shown of one, and of a roster."""

__all__ = ["planning_state"]

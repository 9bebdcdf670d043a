"""Rules of the register of reports: kinds, days on which they are due, steps of a version."""

__all__ = ["formats", "kind", "lifecycle", "published"]

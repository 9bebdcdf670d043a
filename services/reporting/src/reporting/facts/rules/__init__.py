"""Rules of facts: what is kept of each event, and how facts are narrowed and counted."""

__all__ = ["branch_readings", "facts", "recipes"]

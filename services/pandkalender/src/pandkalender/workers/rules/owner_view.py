"""Limit of what owners see: what they declared of people is not theirs to keep (handbook §4.9)."""

from datetime import datetime, timedelta

OWNER_VIEW = timedelta(days=92)
"""Three months."""


def seen_since(now: datetime) -> datetime:
    """The moment before which what ended is no longer shown to an owner."""
    return now - OWNER_VIEW

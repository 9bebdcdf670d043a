"""How far back owners look: what they declared of people is not theirs to keep (handbook §4.9)."""

from datetime import datetime, timedelta

OWNER_VIEW = timedelta(days=92)
"""Three months."""


def seen_since(now: datetime) -> datetime:
    """What ended before is no longer shown to an owner."""
    return now - OWNER_VIEW

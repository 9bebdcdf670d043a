"""Moments at which somebody says that they saw something: not to come, and not absurdly old.

A clock that is wrong, or a slip in a year, would put a sighting where it moves persons between
branches and figures between years.
"""

from datetime import datetime, timedelta

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError

AHEAD = timedelta(minutes=5)
"""So far may another clock be ahead of ours."""
OLDEST_YEARS = 2
OLDEST = timedelta(days=366 * OLDEST_YEARS)
"""The age from which a fact comes in by the import of older databases, where people look at it."""


def refuse_moment(field: str, at: datetime, now: datetime) -> FieldRefusedError | None:
    """The refusal of a moment of observation, at a field as the client calls it."""
    if at > now + AHEAD:
        reason = lazy("Dit moment moet nog komen. Kijk de datum en het uur na.")
        return FieldRefusedError(field, reason, code="moment-in-de-toekomst")
    if at < now - OLDEST:
        reason = lazy(
            "Dit is meer dan %(years)s jaar geleden. Kijk het jaar na.", years=OLDEST_YEARS
        )
        return FieldRefusedError(field, reason, code="moment-te-oud")
    return None


def check_moment(field: str, at: datetime, now: datetime) -> None:
    """Raise the refusal, if there is one."""
    if refusal := refuse_moment(field, at, now):
        raise refusal

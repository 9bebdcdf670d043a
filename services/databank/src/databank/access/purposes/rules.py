"""Rules of purposes: for what a person is read, for how long, and how often (DP-03)."""

from datetime import datetime, timedelta
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError


class PurposeCode(StrEnum):
    TOEZICHT = "toezicht"
    BESCHERMING = "bescherming"
    DOSSIER = "dossier"
    ONDERHOUD = "onderhoud"


TERM = timedelta(hours=8)
"""A purpose holds for one shift of work; after it somebody says again what they look for."""
LONGEST_REASON = 200
"""Most characters of a reason."""
MOST_SEARCHES, STRETCH = 30, timedelta(minutes=15)
"""So many searches within this stretch are work; more look like fishing."""

OWN_TASK: dict[str, frozenset[PurposeCode]] = {
    "politie_agent": frozenset({PurposeCode.TOEZICHT, PurposeCode.BESCHERMING}),
    "politie_teamleider": frozenset(
        {PurposeCode.TOEZICHT, PurposeCode.BESCHERMING, PurposeCode.DOSSIER}
    ),
    "recherche": frozenset({PurposeCode.DOSSIER, PurposeCode.BESCHERMING}),
}
"""Function -> purposes of its own task, for which nobody says more (handbook §4.3)."""


class ReasonNeededError(FieldRefusedError):
    """This purpose is outside the own task, and no reason was given."""

    def __init__(self) -> None:
        reason = lazy("Dit doel valt buiten je eigen opdracht. Schrijf kort waarom je zoekt.")
        super().__init__("reason", reason)


def needs_reason(function: str, purpose: str) -> bool:
    """Whether a purpose is outside the own task: then a search says in words why."""
    return purpose not in OWN_TASK.get(function, ())


def stands(granted_at: datetime, now: datetime) -> bool:
    """Whether a purpose still holds: from when it is given until just before its term is over."""
    return granted_at <= now < granted_at + TERM


def may_search(made_at: list[datetime], now: datetime) -> datetime | None:
    """None when one search more is fine; else the moment from which it is again."""
    recent = sorted(at for at in made_at if now - STRETCH < at <= now)
    return recent[-MOST_SEARCHES] + STRETCH if len(recent) >= MOST_SEARCHES else None

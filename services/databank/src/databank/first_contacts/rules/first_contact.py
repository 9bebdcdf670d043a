"""First contacts of a person who was known as two: one conversation is due, not two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ContactState(StrEnum):
    """``geweigerd``: she does not want one, and nothing is due any more. ``samengevoegd``: the same
    person's other first contact counts; open again after a split."""

    OPEN = "open"
    GEHOUDEN = "gehouden"
    GEWEIGERD = "geweigerd"
    SAMENGEVOEGD = "samengevoegd"


DONE = frozenset({ContactState.GEHOUDEN, ContactState.GEWEIGERD})


class Attempt(StrEnum):
    """How it went when it was not held. Only a refusal closes it."""

    UITGESTELD = "uitgesteld"
    NIET_BEREIKT = "niet_bereikt"
    GEWEIGERD = "geweigerd"


class Information(StrEnum):
    """What was handed over or explained (handbook §2.4)."""

    RECHTEN = "rechten"
    HULPORGANISATIES = "hulporganisaties"
    GEEN_DRUK = "geen_druk"


@dataclass(frozen=True, slots=True)
class Contact:
    id: UUID
    state: ContactState
    due_at: datetime


def standing(contacts: Iterable[Contact]) -> dict[UUID, ContactState]:
    """The state of each contact of one person, as it follows from all of them together.

    One that was held or refused stays so, and then nothing is due any more. Otherwise the one that
    is due first is open.
    """
    found = sorted(contacts, key=lambda one: (one.due_at, one.id))
    states = {one.id: one.state for one in found}
    waiting = [one.id for one in found if one.state not in DONE]
    first_is_due = len(waiting) == len(found)
    for position, contact_id in enumerate(waiting):
        is_due = first_is_due and position == 0
        states[contact_id] = ContactState.OPEN if is_due else ContactState.SAMENGEVOEGD
    return states

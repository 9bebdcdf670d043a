"""Rules of first contacts: their states, and the one that is due of a person known as two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError


class ContactState(StrEnum):
    """State of a first contact.

    ``geweigerd``: she does not want one, and nothing is due any more. ``samengevoegd``: the same
    person's other first contact counts; open again after a split.
    """

    OPEN = "open"
    GEHOUDEN = "gehouden"
    GEWEIGERD = "geweigerd"
    SAMENGEVOEGD = "samengevoegd"


CLOSED = {
    ContactState.SAMENGEVOEGD: lazy(
        "Deze persoon heeft nog een ander eerste contact. Ga verder met dat contact."
    ),
    ContactState.GEWEIGERD: lazy("Deze persoon wilde geen eerste contact. Dat is al genoteerd."),
    ContactState.GEHOUDEN: lazy("Dit eerste contact is al gehouden."),
}
DONE = frozenset({ContactState.GEHOUDEN, ContactState.GEWEIGERD})


class Attempt(StrEnum):
    """Outcome of an attempt that was not held. Only a refusal closes the contact."""

    UITGESTELD = "uitgesteld"
    NIET_BEREIKT = "niet_bereikt"
    GEWEIGERD = "geweigerd"


class Information(StrEnum):
    """Information that was handed over or explained (handbook §2.4)."""

    RECHTEN = "rechten"
    HULPORGANISATIES = "hulporganisaties"
    GEEN_DRUK = "geen_druk"


class ContactNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__(lazy("Dit eerste contact"))


class ContactClosedError(StepRefusedError):
    """The contact does not take place any more, since it is in ``state``."""

    def __init__(self, state: ContactState) -> None:
        super().__init__(CLOSED[state], [])


@dataclass(frozen=True, slots=True)
class Contact:
    """The part of a first contact that its state follows from."""

    id: UUID
    state: ContactState
    due_at: datetime


def settled_states(contacts: Iterable[Contact]) -> dict[UUID, ContactState]:
    """The state of each contact of one person, as it follows from all of them together.

    One that was held or refused stays so, and then nothing is due any more. Otherwise the one that
    is due first is open.
    """
    by_term = sorted(contacts, key=lambda contact: (contact.due_at, contact.id))
    states = {contact.id: contact.state for contact in by_term}
    waiting = [contact.id for contact in by_term if contact.state not in DONE]
    first_is_due = len(waiting) == len(by_term)
    for position, contact_id in enumerate(waiting):
        is_due = first_is_due and position == 0
        states[contact_id] = ContactState.OPEN if is_due else ContactState.SAMENGEVOEGD
    return states

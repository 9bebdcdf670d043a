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
    person's other first contact counts; open again after a split. A contact of somebody who never
    came is ``samengevoegd`` too and has lapsed, until she comes: a code of its own would stop
    instances of the release before, which know these four.
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
LAPSED = lazy("Deze persoon is niet komen werken. Een eerste contact hoeft niet.")
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
    """The contact does not take place any more, since it is in ``state`` or has lapsed."""

    def __init__(self, state: ContactState, *, has_lapsed: bool) -> None:
        super().__init__(LAPSED if has_lapsed else CLOSED[state], [])


@dataclass(frozen=True, slots=True)
class Contact:
    """The part of a first contact that its state follows from.

    ``renewed``: it is due after a long absence; ``came_since``: she came when it became due;
    ``done_at``: when it was held or refused.
    """

    id: UUID
    state: ContactState
    due_at: datetime
    renewed: bool = False
    came_since: bool = True
    has_lapsed: bool = False
    opened_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Due, or only not since another contact counts."""
        joined = self.state is ContactState.SAMENGEVOEGD and not self.has_lapsed
        return self.state is ContactState.OPEN or joined

    def covers(self, other: "Contact") -> bool:
        """Whether it took place, or was refused, since the other one is due."""
        if self.state not in DONE or self.done_at is None or other.opened_at is None:
            return False
        return self.done_at >= other.opened_at


@dataclass(frozen=True, slots=True)
class Settlement:
    """The state of a contact among all of its person; ``has_lapsed``: she never came."""

    state: ContactState
    has_lapsed: bool = False


def settled_states(contacts: Iterable[Contact], *, came: bool) -> dict[UUID, Settlement]:
    """The state of each contact of one person, as it follows from all of them together.

    One that was held or refused stays so, and then nothing is due any more. Otherwise the one that
    is due first is open, when the person ever came; else all have lapsed. Those of a return stand
    apart: one is open as long as she did come back.
    """
    contacts = list(contacts)
    settled = _settled_returns([contact for contact in contacts if contact.renewed])
    by_term = _by_term(contact for contact in contacts if not contact.renewed)
    settled |= {contact.id: Settlement(contact.state) for contact in by_term}
    waiting = [contact.id for contact in by_term if contact.state not in DONE]
    first_is_due = came and len(waiting) == len(by_term)
    for position, contact_id in enumerate(waiting):
        is_due = first_is_due and position == 0
        state = ContactState.OPEN if is_due else ContactState.SAMENGEVOEGD
        settled[contact_id] = Settlement(state, has_lapsed=not came)
    return settled


def _settled_returns(renewed: Iterable[Contact]) -> dict[UUID, Settlement]:
    """One that was dealt with or lapsed stays so: when she comes back again, another is due.

    One for which another return stood is due once more when that proves to be somebody else's.
    """
    contacts = _by_term(renewed)
    settled = {contact.id: Settlement(contact.state, contact.has_lapsed) for contact in contacts}
    is_taken = False
    for contact in (each for each in contacts if each.is_waiting):
        is_covered = is_taken or any(each.covers(contact) for each in contacts)
        is_due = contact.came_since and not is_covered
        is_taken = is_taken or is_due
        state = ContactState.OPEN if is_due else ContactState.SAMENGEVOEGD
        settled[contact.id] = Settlement(state, has_lapsed=not contact.came_since)
    return settled


def _by_term(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda contact: (contact.due_at, contact.id))

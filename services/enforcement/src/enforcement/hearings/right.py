"""The right to be heard before a decision, as each procedure has it, and what it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import LazyMessage
from contracts.codes import HearingManner
from enforcement.cases.take_step import Case
from enforcement.hearings.rules import must_leave_time
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival


class HeardCase(Case, Protocol):
    """A case in which somebody is heard.

    The invitation left at ``invited_at``, arrived on ``invited_on`` and gave time to prepare until
    ``notice_until``, which is empty for who asked to come sooner. ``heard``: they came, wrote, or
    stayed away after it.
    """

    invited_at: datetime | None
    hearing_at: datetime | None
    invited_on: date | None
    notice_until: date | None
    heard: bool


CaseT = TypeVar("CaseT", bound=HeardCase)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Registered, or handed over against a receipt of ``received_on``.

    ``sooner``: the person asked for a day within the time to prepare.
    """

    hearing_at: datetime
    received_on: date | None = None
    sooner: bool = False


@dataclass(frozen=True, slots=True)
class RightToBeHeard(Generic[CaseT]):
    """The right as a procedure has it.

    ``who`` is how refusals call the person. ``invitation``, ``absence`` and ``came`` are its
    steps, ``void`` the one by which an absence no longer counts. ``is_final``: nothing more is
    awaited. ``absence_ends``: so it is after an absence. ``tell_invited`` and ``tell_heard`` tell
    others, where the procedure does; the former sees the case of before the invitation. ``keep``
    seals what was said, where the timeline may not have it.
    """

    term_id: str
    basis: str
    who: LazyMessage
    invitation: StrEnum
    absence: StrEnum
    came: tuple[StrEnum, ...]
    void: StrEnum
    is_final: Callable[[CaseT], bool]
    set_final: Callable[[CaseT, bool], None]
    absence_ends: bool = False
    tell_invited: Callable[[Transaction, CaseT, datetime, datetime], None] | None = None
    tell_heard: Callable[[Transaction, CaseT, HearingManner, datetime], None] | None = None
    keep: Callable[[Transaction, CaseT, datetime, str], None] | None = None

    async def invite(
        self, tx: Transaction, case: CaseT, invitation: Invitation, at: datetime
    ) -> None:
        """The time to prepare runs from the receipt. Raises ``FieldRefusedError``."""
        sent_on, sooner = city_day(at), invitation.sooner
        law = await legal_terms.law(tx, sent_on, self.term_id)
        received_on = arrival(sent_on, invitation.received_on, city_day(tx.now), law.days)
        last_day = law.deadline(self.term_id, received_on).last_day
        must_leave_time(invitation.hearing_at, received_on, last_day, self.who, sooner=sooner)
        await case_terms.start(tx, case.case_id, law, self.term_id, received_on)
        if self.tell_invited is not None:
            self.tell_invited(tx, case, invitation.hearing_at, at)
        case.invited_at, case.hearing_at = at, invitation.hearing_at
        case.invited_on, case.notice_until = received_on, None if sooner else last_day
        self.unheard(case)

    async def heard(
        self, tx: Transaction, case: CaseT, manner: HearingManner, at: datetime, *, final: bool
    ) -> None:
        """``final``: nothing more is awaited, and the time to prepare is over."""
        case.heard = True
        self.set_final(case, final)
        if final:
            await case_terms.close(tx, case.case_id, self.term_id)
        if self.tell_heard is not None:
            self.tell_heard(tx, case, manner, at)

    def unheard(self, case: CaseT) -> None:
        """Take back that anybody came, wrote or stayed away."""
        case.heard = False
        self.set_final(case, False)

    def settled(self, case: CaseT) -> bool:
        return case.heard and self.is_final(case)

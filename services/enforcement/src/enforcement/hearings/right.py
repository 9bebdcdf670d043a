"""The right to be heard before a decision, as each procedure has it, and what it leaves."""

from collections.abc import Awaitable, Callable
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
from enforcement.legal_terms.rules import Law, counted
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

    Without ``hearing_at`` it asks for a written defence alone. ``sooner``: the person asked for a
    day within the time to prepare.
    """

    hearing_at: datetime | None
    received_on: date | None = None
    sooner: bool = False


@dataclass(frozen=True, slots=True)
class TimeToWrite(Generic[CaseT]):
    """A term in which somebody may write as well, also where no hearing is planned.

    Silence counts after all of it, and once given it never gets shorter. ``until`` is its last day
    as the case has it, which ``give`` changes. ``decided_at``: when the decision was taken of which
    this invitation was; None before.
    """

    until: Callable[[CaseT], date | None]
    give: Callable[[CaseT, date], None]
    decided_at: Callable[[Transaction, CaseT], Awaitable[datetime | None]]


def _that_day(_case: HeardCase, day: date) -> date:
    return day


@dataclass(frozen=True, slots=True)
class RightToBeHeard(Generic[CaseT]):
    """The right as a procedure has it.

    ``term_id`` is the time to prepare; where it is one to write in, ``writing`` says how the case
    keeps it and ``notice_id`` is what a hearing must leave, if that is another. ``who`` is how
    refusals call the person. ``invitation``, ``held``, ``absence`` and ``came`` are its steps,
    ``void`` the one by which an absence no longer counts. ``decisions`` may follow only after it,
    until ``retake`` takes the last one back. ``proposal`` is the step that rests on it before a
    decision, where there is one, as long as the case is not back in a state of ``unproposed``.
    ``is_final``: nothing more is awaited.
    ``note`` writes into the case how somebody was heard, if at all, and whether that is final.
    ``absence_ends``: so it is after an absence. ``law_on``: the day whose law counts for an
    invitation of a day. ``tell_invited`` and ``tell_heard`` tell others, where the procedure does;
    the former sees the case of before the invitation. ``keep`` seals what was said, where the
    timeline may not have it.
    """

    term_id: str
    basis: str
    who: LazyMessage
    invitation: StrEnum
    held: StrEnum
    absence: StrEnum
    came: tuple[StrEnum, ...]
    void: StrEnum
    decisions: tuple[StrEnum, ...]
    retake: StrEnum
    is_final: Callable[[CaseT], bool]
    note: Callable[[CaseT, HearingManner | None, bool], None]
    proposal: StrEnum | None = None
    unproposed: tuple[StrEnum, ...] = ()
    absence_ends: bool = False
    writing: TimeToWrite[CaseT] | None = None
    notice_id: str = ""
    law_on: Callable[[CaseT, date], date] = _that_day
    tell_invited: Callable[[Transaction, CaseT, datetime, datetime], None] | None = None
    tell_heard: Callable[[Transaction, CaseT, HearingManner, datetime], None] | None = None
    keep: Callable[[Transaction, CaseT, datetime, str], None] | None = None

    async def invite(
        self, tx: Transaction, case: CaseT, invitation: Invitation, at: datetime
    ) -> None:
        """The time to prepare runs from the receipt. Raises ``FieldRefusedError``."""
        sent_on, hearing_at, sooner = city_day(at), invitation.hearing_at, invitation.sooner
        law = await self.law(tx, case, sent_on)
        received_on = arrival(sent_on, invitation.received_on, city_day(tx.now), law.days)
        prepared_on = self.prepared_on(law, received_on)
        if hearing_at is not None:
            must_leave_time(hearing_at, received_on, prepared_on, self.who, sooner=sooner)
        await self.give_time(tx, case, law, received_on)
        if self.tell_invited is not None and hearing_at is not None:
            self.tell_invited(tx, case, hearing_at, at)
        case.invited_at, case.hearing_at = at, hearing_at
        case.invited_on, case.notice_until = received_on, None if sooner else prepared_on
        self.unheard(case)

    async def law(self, tx: Transaction, case: CaseT, day: date) -> Law:
        """The law by which an invitation of a day counts."""
        ids = filter(None, (self.term_id, self.notice_id))
        return await legal_terms.law(tx, self.law_on(case, day), *ids)

    def prepared_on(self, law: Law, received_on: date) -> date:
        """The first day on which somebody may be heard who got the invitation on a day."""
        if not self.notice_id:
            return law.deadline(self.term_id, received_on).last_day
        notice = law.terms[self.notice_id]
        return counted(received_on, notice.value or 0, notice.unit)

    async def give_time(self, tx: Transaction, case: CaseT, law: Law, received_on: date) -> None:
        """Let the term run from the receipt."""
        if self.writing is not None:
            last_day = law.deadline(self.term_id, received_on).last_day
            until = self.writing.until(case)
            if until is not None and last_day <= until:
                return
            self.writing.give(case, last_day)
        await case_terms.start(tx, case.case_id, law, self.term_id, received_on)

    async def heard(
        self, tx: Transaction, case: CaseT, manner: HearingManner, at: datetime, *, final: bool
    ) -> None:
        """``final``: nothing more is awaited, and the time to prepare is over."""
        self.note(case, manner, final)
        if final:
            await case_terms.close(tx, case.case_id, self.term_id)
        if self.tell_heard is not None:
            self.tell_heard(tx, case, manner, at)

    def unheard(self, case: CaseT) -> None:
        """Take back that anybody came, wrote or stayed away."""
        self.note(case, None, False)

    def settled(self, case: CaseT) -> bool:
        return case.heard and self.is_final(case)

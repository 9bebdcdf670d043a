"""Texts of letters with their versions: proposed, put in force by another, and never changed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.tables import MOMENT, code, one_of
from chassis.web import Actor
from enforcement.cases.rules import CaseKind
from enforcement.legal_terms.proposals.rules import ProposalState
from enforcement.letter_texts.rules import Place, Slot, TextDraft
from enforcement.notifications.rules import LetterKind
from enforcement.tables import Table

WAITS = text("state = 'voorgesteld'")
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('letter text ' || $1, 0))"


class LetterText(Table, table=True):
    """A version of a text as somebody proposed it; approved, it holds from ``valid_from`` on.

    Who proposed and who decided are pseudonyms, and the database wants them to be two. ``place`` is
    the key of where it stands.
    """

    __tablename__ = "letter_text"
    __table_args__ = (
        one_of("slot", Slot),
        one_of("case_kind", CaseKind),
        one_of("letter", LetterKind),
        one_of("state", ProposalState),
        CheckConstraint("decided_by <> proposed_by OR state = 'ingetrokken'", name="by_two"),
        Index("letter_text_waits", "place", unique=True, postgresql_where=WAITS),
    )

    text_id: UUID = Field(primary_key=True)
    place: str
    slot: Slot = Field(sa_type=code(Slot))
    case_kind: CaseKind | None = Field(default=None, sa_type=code(CaseKind))
    letter: LetterKind | None = Field(default=None, sa_type=code(LetterKind))
    title: str
    valid_from: date
    words: str
    reason: str
    state: ProposalState = Field(sa_type=code(ProposalState))
    proposed_at: datetime = Field(sa_type=MOMENT)
    proposed_by: str
    proposed_function: str
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str | None = None
    decided_function: str | None = None
    decision_reason: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_by: str | None = None

    def draft(self) -> TextDraft:
        place = Place(self.slot, self.case_kind, self.letter, self.title)
        return TextDraft(place, self.valid_from, self.words)


async def in_force(tx: Transaction, on: date) -> Sequence[LetterText]:
    """The text of each place that a city wrote for a day; one that is ours again is left out,
    but for a name under letters: without words, the function alone stands there.

    What was agreed last holds from its day on, also before a version that was to come: a day that
    was mistyped locks no place.
    """
    query = (
        select(LetterText)
        .where(LetterText.state == ProposalState.GOEDGEKEURD, LetterText.valid_from <= on)
        .order_by(col(LetterText.place), col(LetterText.decided_at))
    )
    latest = {each.place: each for each in (await tx.session.exec(query)).all()}
    return [each for each in latest.values() if each.words or each.slot is Slot.ONDERTEKENAAR]


async def to_come(tx: Transaction, today: date) -> Sequence[LetterText]:
    """Versions that were agreed, do not hold yet and will, the soonest first: none in whose place
    another comes that was agreed later.
    """
    query = select(LetterText).where(
        LetterText.state == ProposalState.GOEDGEKEURD, LetterText.valid_from > today
    )
    query = query.order_by(col(LetterText.valid_from), col(LetterText.place))
    planned = (await tx.session.exec(query)).all()
    return [each for each in planned if not await _is_replaced(tx, each)]


async def replaced_by(tx: Transaction, proposal: LetterText) -> Sequence[LetterText]:
    """Versions to come of the same place that would never hold once this one is agreed to."""
    query = select(LetterText).where(
        LetterText.place == proposal.place,
        LetterText.state == ProposalState.GOEDGEKEURD,
        LetterText.valid_from >= proposal.valid_from,
        LetterText.text_id != proposal.text_id,
    )
    planned = (await tx.session.exec(query.order_by(col(LetterText.valid_from)))).all()
    return [each for each in planned if not await _is_replaced(tx, each)]


async def _is_replaced(tx: Transaction, version: LetterText) -> bool:
    query = select(LetterText.text_id).where(
        LetterText.place == version.place,
        LetterText.state == ProposalState.GOEDGEKEURD,
        LetterText.valid_from <= version.valid_from,
        col(LetterText.decided_at) > version.decided_at,
    )
    return (await tx.session.exec(query)).first() is not None


async def before(tx: Transaction, proposal: LetterText) -> LetterText | None:
    """The version of the same place that holds on the day before this one; None where the place
    was ours.
    """
    query = select(LetterText).where(
        LetterText.place == proposal.place,
        LetterText.state == ProposalState.GOEDGEKEURD,
        LetterText.valid_from < proposal.valid_from,
        LetterText.text_id != proposal.text_id,
    )
    if proposal.decided_at is not None:
        query = query.where(col(LetterText.decided_at) <= proposal.decided_at)
    return (await tx.session.exec(query.order_by(col(LetterText.decided_at).desc()))).first()


async def waiting(tx: Transaction, place: Place | None = None) -> Sequence[LetterText]:
    """Proposals that nobody decided on, the oldest first; of one place, or of all."""
    query = select(LetterText).where(LetterText.state == ProposalState.VOORGESTELD)
    if place is not None:
        query = query.where(LetterText.place == place.key)
    return (await tx.session.exec(query.order_by(col(LetterText.proposed_at)))).all()


async def hold(tx: Transaction, place: Place) -> None:
    """Let others wait who propose a text for the same place."""
    await tx.conn.execute(ONE_AT_A_TIME, place.key)


async def get(tx: Transaction, text_id: UUID, *, lock: bool = False) -> LetterText:
    """Raises ``NotFoundError``."""
    proposal = await tx.session.get(LetterText, text_id, with_for_update=lock or None)
    if proposal is None:
        raise NotFoundError(lazy("Dit voorstel"))
    return proposal


def add(tx: Transaction, text_id: UUID, draft: TextDraft, reason: str, actor: Actor) -> None:
    place = draft.place
    tx.session.add(
        LetterText(
            text_id=text_id,
            place=place.key,
            slot=place.slot,
            case_kind=place.case_kind,
            letter=place.letter,
            title=place.title,
            valid_from=draft.valid_from,
            words=draft.words,
            reason=reason,
            state=ProposalState.VOORGESTELD,
            proposed_at=tx.now,
            proposed_by=actor.subject,
            proposed_function=str(actor.function),
        )
    )

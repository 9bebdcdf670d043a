"""Letters: the table, lists of what is to do, and one letter for reading or for a step."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Index, LargeBinary, or_, text
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, func, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from chassis.web import PageRequest
from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules import LetterKind, Mode
from enforcement.notifications.rules.letters import (
    COPIED,
    NOTIFIED,
    AddresseeRole,
    LetterNotFoundError,
    LetterState,
    MailedLetter,
    Particulars,
    ReturnReason,
)
from enforcement.notifications.store.addressees import Address
from enforcement.sealed_columns import LETTER
from enforcement.tables import Table


class Letter(Table, table=True):
    """A letter to one addressee. The letters of a ``mailing`` say the same, to several persons.

    ``said`` is its addressee and what it says beyond the case, sealed; ``digest`` the SHA-256 of
    its PDF; ``template`` and ``template_digest`` which words it has. Days are days in Brussels:
    a receipt bears ``presented_on``, the addressee proved ``proven_on``, ``notified_on`` counts.
    ``person_id`` is the addressee's, whatever the address; empty in rows of releases before 0.3.
    The post brought it back on ``returned_on``; ``counted_from`` is the day that its procedure has
    since in place of the presumed one, empty where it knew of none.
    """

    __table_args__ = (
        one_of("case_kind", CaseKind),
        one_of("kind", LetterKind),
        one_of("state", LetterState),
        one_of("mode", Mode),
        one_of("role", AddresseeRole),
        one_of("return_reason", ReturnReason),
        Index("letter_said_key", text("substr(said, 1, 5)")),
    )

    letter_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    case_kind: CaseKind = Field(sa_type=code(CaseKind))
    case_number: str
    mailing: UUID = Field(index=True)
    kind: LetterKind = Field(sa_type=code(LetterKind))
    state: LetterState = Field(index=True, sa_type=code(LetterState))
    mode: Mode = Field(sa_type=code(Mode))
    role: AddresseeRole = Field(sa_type=code(AddresseeRole))
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    template: str
    template_digest: str
    document_id: UUID = Field(foreign_key="case_document.document_id")
    digest: str
    drafted_at: datetime = Field(sa_type=MOMENT)
    drafted_by: str
    checked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    checked_by: str | None = None
    posted_on: date | None = None
    posted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    posted_by: str | None = None
    registered_number: str | None = None
    presented_on: date | None = None
    proven_on: date | None = None
    proof_id: UUID | None = Field(default=None, foreign_key="case_document.document_id")
    notified_on: date | None = None
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    cancelled_by: str | None = None
    person_id: UUID | None = None
    returned_on: date | None = None
    returned_at: datetime | None = Field(default=None, sa_type=MOMENT)
    returned_by: str | None = None
    return_reason: ReturnReason | None = Field(default=None, sa_type=code(ReturnReason))
    counted_from: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class LetterContent:
    """The addressee of a letter and what it says; prints nothing.

    ``told`` is the digest of what else its case told when it was drafted (``recheck.digest_of``);
    empty in rows of releases before 0.3. ``texts``: the versions of the city's own texts in it.
    """

    address: Address
    particulars: Particulars
    told: str = ""
    texts: tuple[UUID, ...] = ()


def seal_content(tx: Transaction, letter_id: UUID, content: LetterContent) -> bytes:
    said = {
        "address": asdict(content.address),
        "particulars": content.particulars.said(),
        "told": content.told,
        "texts": [str(each) for each in content.texts],
    }
    return tx.vault.seal(LETTER, letter_id, said)


def content_of(tx: Transaction, letter: Letter) -> LetterContent:
    said: dict[str, Any] = tx.vault.open(LETTER, letter.letter_id, letter.said)
    address, particulars = Address(**said["address"]), Particulars(**said["particulars"])
    texts = tuple(UUID(each) for each in said.get("texts", ()))
    return LetterContent(address, particulars, said.get("told", ""), texts)


FORGET = (
    "DELETE FROM letter WHERE case_id = $1",
    """
    DELETE FROM document_picture x USING case_document d
     WHERE d.document_id = x.document_id AND d.case_id = $1
    """,
    "DELETE FROM case_document WHERE case_id = $1",
    "DELETE FROM addressee WHERE case_id = $1",
)


async def destroy_of_case(tx: Transaction, case_id: UUID) -> None:
    """The letters of a case go, with the people they went to and what those wrote on paper."""
    for statement in FORGET:
        await tx.conn.execute(statement, case_id)


async def get(tx: Transaction, letter_id: UUID) -> Letter:
    """Raises ``LetterNotFoundError``."""
    letter = await tx.session.get(Letter, letter_id)
    if letter is None:
        raise LetterNotFoundError
    return letter


async def get_for_update(tx: Transaction, letter_id: UUID) -> Letter:
    """Raises ``LetterNotFoundError``."""
    letter = await tx.session.get(Letter, letter_id, with_for_update=True)
    if letter is None:
        raise LetterNotFoundError
    return letter


async def several_for_update(tx: Transaction, letter_ids: Sequence[UUID]) -> Sequence[Letter]:
    """These letters, locked in one order. Raises ``LetterNotFoundError`` when one is missing."""
    query = select(Letter).where(col(Letter.letter_id).in_(letter_ids))
    query = query.order_by(col(Letter.case_number), col(Letter.letter_id)).with_for_update()
    letters = (await tx.session.exec(query)).all()
    if len(letters) != len(set(letter_ids)):
        raise LetterNotFoundError
    return letters


async def of_case(tx: Transaction, case_id: UUID) -> Sequence[Letter]:
    """The letters of a case, the newest first."""
    query = select(Letter).where(Letter.case_id == case_id)
    query = query.order_by(col(Letter.drafted_at).desc(), col(Letter.letter_id))
    return (await tx.session.exec(query)).all()


async def in_state(
    tx: Transaction, state: LetterState, kinds: Sequence[CaseKind], offset: int, limit: int
) -> Sequence[Letter]:
    """Letters in a state, of these kinds of cases, the oldest first; of those that came back only
    the ones in whose place no other was made.
    """
    query = (
        select(Letter)
        .where(Letter.state == state, col(Letter.case_kind).in_(kinds), _is_to_do())
        .order_by(col(Letter.drafted_at), col(Letter.case_number), col(Letter.letter_id))
        .offset(offset)
        .limit(limit)
    )
    return (await tx.session.exec(query)).all()


async def page(
    tx: Transaction,
    paging: PageRequest,
    *,
    kinds: Sequence[CaseKind],
    case_id: UUID | None,
    state: LetterState | None,
) -> Sequence[Letter]:
    """The oldest first, of these kinds of cases. One row more than the page holds."""
    query = select(Letter).where(col(Letter.case_kind).in_(kinds))
    if case_id is not None:
        query = query.where(Letter.case_id == case_id)
    if state is not None:
        query = query.where(Letter.state == state)
    query = query.order_by(col(Letter.drafted_at), col(Letter.case_number), col(Letter.letter_id))
    query = query.limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()


async def counts(tx: Transaction, kinds: Sequence[CaseKind]) -> dict[LetterState, int]:
    """The number of letters in each state that has some, as :func:`in_state` finds them."""
    query = (
        select(col(Letter.state), func.count())
        .where(col(Letter.case_kind).in_(kinds), _is_to_do())
        .group_by(col(Letter.state))
    )
    return {LetterState(state): number for state, number in (await tx.session.exec(query)).all()}


async def mailing_of(tx: Transaction, mailing: UUID) -> list[MailedLetter]:
    """Each letter of a mailing, locked, as far as the day of its notification is concerned."""
    query = select(Letter).where(Letter.mailing == mailing).order_by(col(Letter.letter_id))
    letters = (await tx.session.exec(query.with_for_update())).all()
    return [MailedLetter(letter.state, letter.notified_on) for letter in letters]


async def notified_days(tx: Transaction, case_id: UUID) -> dict[UUID, dict[LetterKind, date]]:
    """The day on which a letter of each kind last reached each person of a case; it may be known
    before it is here.
    """
    query = (
        select(col(Letter.person_id), col(Letter.kind), func.max(Letter.notified_on))
        .where(
            Letter.case_id == case_id,
            Letter.state != LetterState.GEANNULEERD,
            col(Letter.person_id).is_not(None),
            col(Letter.notified_on).is_not(None),
        )
        .group_by(col(Letter.person_id), col(Letter.kind))
    )
    days: dict[UUID, dict[LetterKind, date]] = {}
    for person_id, kind, day in (await tx.session.exec(query)).all():
        assert person_id is not None and day is not None, "as the query asks"
        days.setdefault(person_id, {})[LetterKind(kind)] = day
    return days


async def cases_with(
    tx: Transaction, case_ids: Sequence[UUID], kind: LetterKind
) -> dict[UUID, LetterState]:
    """The cases among these that have a letter of a kind which was not cancelled: its state."""
    query = select(col(Letter.case_id), col(Letter.state)).where(
        col(Letter.case_id).in_(case_ids),
        Letter.kind == kind,
        Letter.state != LetterState.GEANNULEERD,
    )
    return {case_id: LetterState(state) for case_id, state in (await tx.session.exec(query)).all()}


async def to_person(tx: Transaction, letter: Letter) -> Sequence[Letter]:
    """The other letters of the same kind to the same person of the case that are not cancelled."""
    query = select(Letter).where(
        Letter.case_id == letter.case_id,
        Letter.kind == letter.kind,
        Letter.letter_id != letter.letter_id,
        Letter.role == letter.role,
        Letter.state != LetterState.GEANNULEERD,
        col(Letter.person_id).is_not_distinct_from(letter.person_id),
    )
    return (await tx.session.exec(query.order_by(col(Letter.drafted_at)))).all()


async def told_until(tx: Transaction, case_id: UUID, kind: LetterKind) -> datetime | None:
    """When the last letter of this kind was drafted that left, and did not come back."""
    query = select(func.max(Letter.drafted_at)).where(
        Letter.case_id == case_id,
        Letter.kind == kind,
        col(Letter.posted_at).is_not(None),
        col(Letter.state).not_in([LetterState.GEANNULEERD, LetterState.TERUGGEKOMEN]),
    )
    return (await tx.session.exec(query)).one()


async def under_way(
    tx: Transaction, case_id: UUID, kind: LetterKind, *, by_hand: bool = False
) -> Sequence[Letter]:
    """Letters of a kind that left, copies aside, and of which the law knows the day of receipt,
    still to come: nobody has to note it. ``by_hand``: those too that somebody hands over, whose day
    only a receipt tells.
    """
    query = select(Letter).where(
        Letter.case_id == case_id,
        Letter.kind == kind,
        Letter.state == LetterState.GEPOST,
        col(Letter.role).not_in(COPIED),
    )
    if not by_hand:
        query = query.where(col(Letter.notified_on).is_not(None))
    return (await tx.session.exec(query)).all()


async def came_back(tx: Transaction, case_id: UUID) -> Sequence[Letter]:
    """The letters of a case that reached nobody, and in whose place no other arrived yet."""
    query = select(Letter).where(
        Letter.case_id == case_id,
        Letter.state == LetterState.TERUGGEKOMEN,
        ~_has_newer(NOTIFIED),
    )
    return (await tx.session.exec(query.order_by(col(Letter.drafted_at)))).all()


def _is_to_do() -> ColumnElement[bool]:
    made = frozenset(LetterState) - {LetterState.GEANNULEERD}
    return or_(col(Letter.state) != LetterState.TERUGGEKOMEN, ~_has_newer(made))


def _has_newer(states: Collection[LetterState]) -> ColumnElement[bool]:
    """Whether the same person has a later letter of the kind, in one of these states."""
    newer = aliased(Letter)
    return (
        select(newer.letter_id)
        .where(
            newer.case_id == Letter.case_id,
            newer.kind == Letter.kind,
            newer.role == Letter.role,
            col(newer.person_id).is_not_distinct_from(Letter.person_id),
            col(newer.state).in_(states),
            newer.drafted_at > Letter.drafted_at,
        )
        .exists()
    )

"""Street bans, the facts that they rest on, and their perimeters: sealed, for a home is in them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, false, or_, text
from sqlmodel import Field, col, select

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from chassis.web import PageRequest
from contracts.codes import BanEnd, CouncilRuling, OffenderRole
from enforcement.cases.rules import CaseNotFoundError, Procedure
from enforcement.sealed_columns import PERIMETER
from enforcement.street_bans.rules import MOST_RENEWALS, STREET_BAN, BanFile, BanState
from enforcement.tables import Table


class StreetBanCase(Table, table=True):
    """``unclear_age``: whom it concerns is a minor, or maybe one, and nobody looked at it yet.

    ``warned_at`` is when the warning left, empty too where a reason was ``skipped`` it for;
    ``warned_on`` the day on which the person got it, and ``warned_from`` the first moment at which
    a fact counts as later; ``again``: a fact since. ``invited_on`` is when the invitation arrived,
    ``notice_until`` the last day of the time to prepare, empty for who asked to come
    sooner. ``heard`` is for the order that is to come, ``final`` that nothing more will be said.
    The days are those of the order that ``order_id`` names: both hold, and ``works_from`` is its
    notification at the earliest. ``earlier_last_day`` is the last day of the order before a
    renewal, ``earlier_orders`` are those before it, oldest first, ``meeting_on`` the meeting that
    must confirm, or did. ``stayed_at``: the Council of State suspended the ban.
    """

    __tablename__ = "street_ban_case"
    __table_args__ = (
        one_of("state", BanState),
        one_of("offender_role", OffenderRole),
        one_of("how", BanEnd),
        one_of("ruling", CouncilRuling),
    )
    procedure: ClassVar[Procedure[Any, Any, Any]] = STREET_BAN

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    state: BanState = Field(sa_type=code(BanState, varchar=True))
    offender_role: OffenderRole = Field(sa_type=code(OffenderRole, varchar=True))
    branch: str
    in_tolerance_zone: bool
    unclear_age: bool
    opened_at: datetime = Field(sa_type=MOMENT)
    warned_at: datetime | None = Field(default=None, sa_type=MOMENT)
    warned_on: date | None = None
    warned_from: datetime | None = Field(default=None, sa_type=MOMENT)
    skipped: str | None = None
    again: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    on_hold: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    invited_at: datetime | None = Field(default=None, sa_type=MOMENT)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invited_on: date | None = None
    notice_until: date | None = None
    heard: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    final: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    bounded: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    motivation: str | None = None
    order_id: UUID | None = None
    ordered_at: datetime | None = Field(default=None, sa_type=MOMENT)
    first_day: date | None = None
    last_day: date | None = None
    earlier_last_day: date | None = None
    earlier_orders: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_type=DOCUMENT,
        sa_column_kwargs={"server_default": text("'[]'::jsonb")},
    )
    meeting_on: date | None = None
    confirmed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    works_from: datetime | None = Field(default=None, sa_type=MOMENT)
    renewals: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    most_renewals: int = Field(
        default=MOST_RENEWALS, sa_column_kwargs={"server_default": text("2")}
    )
    stayed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    how: BanEnd | None = Field(default=None, sa_type=code(BanEnd, varchar=True))
    contested: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    undelivered: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    council_appeal: bool = Field(
        default=False, sa_column_kwargs={"name": "appeal_pending", "server_default": false()}
    )
    ruling: CouncilRuling | None = Field(default=None, sa_type=code(CouncilRuling, varchar=True))
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)

    def file(self) -> BanFile:
        return BanFile(
            state=self.state,
            undelivered=self.undelivered,
            warned=self.warned_at is not None or self.skipped is not None,
            skipped=self.skipped is not None,
            again=self.again,
            hearing_on=self.hearing_at and city_day(self.hearing_at),
            invited_on=self.invited_on,
            notice_until=self.notice_until,
            heard=self.heard,
            final=self.final,
            bounded=self.bounded,
            on_hold=self.on_hold,
            unclear_age=self.unclear_age,
            ordered=self.order_id is not None,
            confirmed=self.confirmed,
            meeting_on=self.meeting_on,
            runs_from=self.first_day,
            runs_until=self.last_day,
            binds_until=self.earlier_last_day if self.how is BanEnd.VERVALLEN else None,
            notified=self.works_from is not None,
            renewals=self.renewals,
            most_renewals=self.most_renewals,
            ran_out=self.how is BanEnd.VERLOPEN,
            lapsed=self.how is BanEnd.VERVALLEN,
            knows_earlier=len(self.earlier_orders) == self.renewals,
            undone=self.how in (BanEnd.VERVALLEN, BanEnd.VERNIETIGD),
            stayed=self.stayed_at is not None,
            contested=self.contested,
            appealed=self.council_appeal,
        )

    @property
    def ends_at(self) -> datetime | None:
        """Exclusive."""
        return None if self.last_day is None else day_start(self.last_day + timedelta(days=1))

    def holds(self, at: datetime) -> bool:
        """Whether the ban might not be broken at a moment, by what is known now."""
        undone = self.how is BanEnd.VERNIETIGD or (self.stayed_at and self.stayed_at <= at)
        ended = self.ended_at is not None and self.ended_at <= at
        return not undone and not ended and (self._first_holds(at) or self._renewal_holds(at))

    def _first_holds(self, at: datetime) -> bool:
        """By the order itself, or by all until the last renewal."""
        last_day = self.last_day if self.earlier_last_day is None else self.earlier_last_day
        if self.works_from is None or last_day is None:
            return False
        return self.works_from <= at < day_start(last_day + timedelta(days=1))

    def _renewal_holds(self, at: datetime) -> bool:
        """By the last renewal, from its own notification."""
        if self.earlier_last_day is None or self.notified_at is None or self.ends_at is None:
            return False
        begins_at = day_start(self.earlier_last_day + timedelta(days=1))
        return max(self.notified_at, begins_at) <= at < self.ends_at


class StreetBanFact(Table, table=True):
    """A finding on which a ban rests, with the fine case that names the person."""

    __tablename__ = "street_ban_fact"

    case_id: UUID = Field(primary_key=True, foreign_key="street_ban_case.case_id")
    finding_id: UUID = Field(primary_key=True, index=True)
    gas_case_id: UUID


class Perimeter(Table, table=True):
    """The perimeter of an order, sealed: what it leaves free may be somebody's home."""

    __tablename__ = "perimeter"
    __table_args__ = (Index("perimeter_said_key", text("substr(said, 1, 5)")),)

    case_id: UUID = Field(primary_key=True, foreign_key="street_ban_case.case_id")
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


HEAD = """
SELECT case_id, 'street-ban' AS kind, number, state, NULL, opened_at, NULL AS premises_id,
       order_id IS NOT NULL AS at_college, appeal_pending AS in_court,
       coalesce(how = 'vernietigd', false) AS annulled
  FROM street_ban_case
"""
"""Its cases in a list of all procedures (``case_heads``)."""
UNCONFIRMED = """
SELECT case_id FROM street_ban_case WHERE state IN ('bevolen', 'actief') AND NOT confirmed
"""
"""Cases whose order waits for a meeting of the college."""


async def get(tx: Transaction, case_id: UUID) -> StreetBanCase:
    """Raises ``CaseNotFoundError``."""
    case = await tx.session.get(StreetBanCase, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def find_for_update(tx: Transaction, case_id: UUID) -> StreetBanCase | None:
    return await tx.session.get(StreetBanCase, case_id, with_for_update=True)


async def get_for_update(tx: Transaction, case_id: UUID) -> StreetBanCase:
    """Raises ``CaseNotFoundError``."""
    case = await find_for_update(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def lock_openings(tx: Transaction) -> None:
    """One ban is opened at a time: a person, whom no key tells, has one running case."""
    await tx.conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('street ban', 0))")


async def add(tx: Transaction, case: StreetBanCase) -> None:
    tx.session.add(case)
    await tx.session.flush()


async def facts(tx: Transaction, case_id: UUID) -> Sequence[StreetBanFact]:
    query = select(StreetBanFact).where(StreetBanFact.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(StreetBanFact.finding_id)))).all()


async def add_facts(
    tx: Transaction, case_id: UUID, gas_case_id: UUID, finding_ids: Sequence[UUID]
) -> None:
    known = {fact.finding_id for fact in await facts(tx, case_id)}
    for finding_id in finding_ids:
        if finding_id not in known:
            row = StreetBanFact(case_id=case_id, finding_id=finding_id, gas_case_id=gas_case_id)
            tx.session.add(row)
    await tx.session.flush()


async def that_worked(tx: Transaction, at: datetime) -> Sequence[StreetBanCase]:
    """Cases, closed ones too, whose ban somebody may have broken at a moment; locked."""
    query = select(StreetBanCase).where(
        col(StreetBanCase.works_from) <= at,
        or_(col(StreetBanCase.ended_at).is_(None), col(StreetBanCase.ended_at) > at),
    )
    return (await tx.session.exec(query.with_for_update())).all()


async def unclosed(tx: Transaction) -> Sequence[StreetBanCase]:
    """Cases that have not been closed: a city has a handful at a time."""
    query = select(StreetBanCase).where(StreetBanCase.state != BanState.AFGESLOTEN)
    return (await tx.session.exec(query)).all()


async def unconfirmed(tx: Transaction) -> Sequence[StreetBanCase]:
    """Those with an order that waits for the college, locked, by number."""
    query = select(StreetBanCase).where(
        col(StreetBanCase.state).in_([BanState.BEVOLEN, BanState.ACTIEF]),
        col(StreetBanCase.confirmed).is_(False),
    )
    return (await tx.session.exec(query.order_by(StreetBanCase.number).with_for_update())).all()


async def any_decided(tx: Transaction, meeting_on: date) -> bool:
    """Whether a meeting is known to have confirmed an order, or let one lapse."""
    query = select(StreetBanCase.case_id).where(
        StreetBanCase.meeting_on == meeting_on,
        or_(col(StreetBanCase.confirmed), col(StreetBanCase.how) == BanEnd.VERVALLEN),
    )
    return (await tx.session.exec(query)).first() is not None


async def lapsed_since(tx: Transaction, since: datetime) -> Sequence[StreetBanCase]:
    """Bans that the college let lapse since a moment, by number."""
    query = select(StreetBanCase).where(
        StreetBanCase.how == BanEnd.VERVALLEN, col(StreetBanCase.ended_at) >= since
    )
    return (await tx.session.exec(query.order_by(StreetBanCase.number))).all()


async def of_finding(tx: Transaction, finding_id: UUID) -> Sequence[StreetBanCase]:
    """Cases that rest on a finding, locked."""
    query = (
        select(StreetBanCase)
        .join(StreetBanFact)
        .where(StreetBanFact.finding_id == finding_id)
        .with_for_update(of=StreetBanCase)
    )
    return (await tx.session.exec(query)).all()


async def keep_perimeter(tx: Transaction, case_id: UUID, said: dict[str, Any]) -> None:
    """Keep the perimeter of a case, in the place of an earlier one."""
    sealed = tx.vault.seal(PERIMETER, case_id, said)
    row = await tx.session.get(Perimeter, case_id)
    if row is None:
        tx.session.add(Perimeter(case_id=case_id, said=sealed))
    else:
        row.said = sealed
    await tx.session.flush()


async def erase_perimeter(tx: Transaction, case_id: UUID) -> None:
    row = await tx.session.get(Perimeter, case_id)
    if row is not None:
        await tx.session.delete(row)


async def perimeter(tx: Transaction, case_id: UUID) -> dict[str, Any] | None:
    row = await tx.session.get(Perimeter, case_id)
    if row is None:
        return None
    said: dict[str, Any] = tx.vault.open(PERIMETER, case_id, row.said)
    return said


async def page(
    tx: Transaction, paging: PageRequest, state: BanState | None, *, ordered: bool
) -> Sequence[StreetBanCase]:
    """By number, the newest first; ``ordered``: only those that reached the college.

    One row more than the page holds, so that the caller knows if another follows.
    """
    query = select(StreetBanCase)
    if ordered:
        query = query.where(col(StreetBanCase.order_id).is_not(None))
    if state is not None:
        query = query.where(StreetBanCase.state == state)
    query = query.order_by(col(StreetBanCase.number).desc())
    query = query.limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()

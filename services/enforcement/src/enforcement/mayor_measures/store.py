"""Measures of the mayor, the orders in each, and what the mayor ordered to have one respected."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint, false, func, text, true
from sqlmodel import Field, col, or_, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from chassis.web import PageRequest
from contracts.branches import Branch
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind, OrderMeans
from enforcement.cases.rules import CaseNotFoundError, Procedure
from enforcement.mayor_measures.rules.codes import PenaltyUnit, Stance
from enforcement.mayor_measures.rules.guards import MeasureFile
from enforcement.mayor_measures.rules.held_days import Span
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.mayor_measures.rules.states import ORDERED, UNORDERED, MeasureState
from enforcement.suitability.store import Dossier
from enforcement.tables import Table

MICRO = timedelta(microseconds=1)
BARRING = (MeasureContent.SLUITING, MeasureContent.VERBOD)
"""Contents that bar sex work in the place."""


class MayorMeasure(Table, table=True):
    """``owner`` is the code of who answers for the place; no person is named.

    ``unlisted``: the place has no declaration. Begun on a report, ``premises_id`` is then a code of
    its address, which stays sealed with the report.
    The invitation arrived on ``invited_on`` and gave time to prepare until ``notice_until``, which
    is empty for who asked to come sooner. ``urgency`` says why the order cannot wait for it.
    ``victims``: the plan for the people found there is ticked. ``planned_from`` and
    ``planned_to`` are those of the draft, and ``effect_from`` and ``effect_to`` what the notified
    orders together restrict; both ends are exclusive. ``pending``: the last order waits for
    its notification, ``unconfirmed`` for the college. ``council_due``: the municipal council is
    still to be told (until 2024-02-16).
    """

    __tablename__ = "mayor_measure"
    __table_args__ = (
        one_of("kind", MeasureKind),
        one_of("state", MeasureState),
        one_of("stance", Stance),
        one_of("basis", MeasureBasis),
        one_of("content", MeasureContent),
    )
    procedure: ClassVar[Procedure[Any, Any, Any]] = MEASURE

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    kind: MeasureKind = Field(sa_type=code(MeasureKind, varchar=True))
    premises_id: UUID = Field(index=True)
    unlisted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    owner: str = Field(index=True)
    branch: Branch = Field(sa_type=code(Branch, varchar=True))
    in_tolerance_zone: bool | None = None
    state: MeasureState = Field(sa_type=code(MeasureState, varchar=True))
    opened_at: datetime = Field(sa_type=MOMENT)
    consulted_on: date | None = None
    stance: Stance | None = Field(default=None, sa_type=code(Stance, varchar=True))
    invited_at: datetime | None = Field(default=None, sa_type=MOMENT)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invited_on: date | None = None
    notice_until: date | None = None
    heard: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    defence_final: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    basis: MeasureBasis | None = Field(default=None, sa_type=code(MeasureBasis, varchar=True))
    content: MeasureContent | None = Field(default=None, sa_type=code(MeasureContent, varchar=True))
    urgency: str | None = None
    victims: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    motivation: str | None = None
    proposed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    planned_from: datetime | None = Field(default=None, sa_type=MOMENT)
    planned_to: datetime | None = Field(default=None, sa_type=MOMENT)
    ordered_at: datetime | None = Field(default=None, sa_type=MOMENT)
    renewals: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    pending: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    unconfirmed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    council_due: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_to: datetime | None = Field(default=None, sa_type=MOMENT)
    complied: bool | None = None
    contested: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    council_appeal: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    undelivered: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    stayed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    annulled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    to_collect: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Something was forfeited under a penalty payment, and not collected yet."""
    means_pending: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Seals or a penalty payment wait for their notification."""

    def file(self) -> MeasureFile:
        return MeasureFile(
            state=self.state,
            undelivered=self.undelivered,
            kind=self.kind,
            basis=self.basis,
            consulted=self.consulted_on is not None,
            heard=self.heard,
            urgent=self.urgency is not None,
            victims=self.victims,
            hearing_on=self.hearing_at and city_day(self.hearing_at),
            invited_on=self.invited_on,
            notice_until=self.notice_until,
            defence_final=self.defence_final,
            pending=self.pending,
            unconfirmed=self.unconfirmed,
            council_due=self.council_due,
            works=self.restricts,
            until=self.effect_to and city_day(self.effect_to - MICRO),
            ordered=self.ordered_at is not None,
            undone=self.annulled_at is not None or self.state is MeasureState.VERVALLEN,
            renewals=self.renewals,
            notified=self.notified_at is not None,
            contested=self.contested,
            appealed=self.council_appeal,
            complied=self.complied,
            to_collect=self.to_collect,
            means_pending=self.means_pending,
        )

    @property
    def restricts(self) -> bool:
        """Whether a notified order restricts the place, as far as its period lasts."""
        undone = self.stayed_at or self.annulled_at or self.ended_at
        return self.effect_from is not None and undone is None


class MeasureOrder(Table, table=True):
    """An order or a renewal of one; ``confirmation_needed`` by the law of the day it was signed.

    ``remedy_told``: its letter named the appeal; ``contested``: somebody contested it before it was
    renewed.
    """

    __tablename__ = "measure_order"
    __table_args__ = (UniqueConstraint("case_id", "renewal"),)

    order_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="mayor_measure.case_id", index=True)
    renewal: int
    ordered_at: datetime = Field(sa_type=MOMENT)
    effective_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effective_to: datetime | None = Field(default=None, sa_type=MOMENT)
    confirmation_needed: bool
    confirmed_on: date | None = None
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_to: datetime | None = Field(default=None, sa_type=MOMENT)
    lapsed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    remedy_told: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    contested: bool = Field(default=False, sa_column_kwargs={"server_default": false()})

    def may_work(self, now: datetime) -> bool:
        """Whether it has something left to do: notified or not, and not lapsed."""
        ends = self.effect_to or self.effective_to
        return self.lapsed_at is None and (ends is None or ends > now)

    def span(self, ended_at: datetime | None) -> Span | None:
        """When it held, by the end of its measure too; None where it never did."""
        if self.effect_from is None:
            return None
        known = [each for each in (self.effect_to, self.lapsed_at, ended_at) if each is not None]
        return Span(self.effect_from, min(known, default=None))


class MeasureMeans(Table, table=True):
    """Seals or a penalty payment (NGW art. 133ter); amounts are in cents. Whoever it concerns was
    told on ``notified_on``: under a penalty nothing is owed before that."""

    __tablename__ = "measure_means"
    __table_args__ = (one_of("means", OrderMeans), one_of("unit", PenaltyUnit))

    means_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="mayor_measure.case_id", index=True)
    means: OrderMeans = Field(sa_type=code(OrderMeans, varchar=True))
    ordered_at: datetime = Field(sa_type=MOMENT)
    amount_cents: int | None = None
    unit: PenaltyUnit | None = Field(default=None, sa_type=code(PenaltyUnit, varchar=True))
    ceiling_cents: int | None = None
    grace_until: date | None = None
    notified_on: date | None = None


class MeasureForfeit(Table, table=True):
    """The amount that one breach forfeited; ``collected_on`` is empty while nobody paid.

    Without an amount it is owed no more: its order was taken back, or did not hold on its days.
    Whoever owes it was asked by a letter that arrived on ``told_on``.
    """

    __tablename__ = "measure_forfeit"

    forfeit_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="mayor_measure.case_id", index=True)
    means_id: UUID = Field(foreign_key="measure_means.means_id")
    first_day: date
    last_day: date
    amount_cents: int
    prescribes_on: date
    noted_at: datetime = Field(sa_type=MOMENT)
    collected_on: date | None = None
    given_up: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Finance wrote it off, or it prescribed."""
    told_on: date | None = None

    @property
    def is_owed(self) -> bool:
        """Something of it is still to be paid."""
        return self.amount_cents > 0 and self.collected_on is None and not self.given_up


class MeasureStay(Table, table=True):
    """A stay by the Council of State: from the day of its ruling until the day on which the orders
    worked again for everybody; both count. ``ended_on`` is empty while it lasts."""

    __tablename__ = "measure_stay"

    case_id: UUID = Field(primary_key=True, foreign_key="mayor_measure.case_id")
    stayed_on: date = Field(primary_key=True)
    ended_on: date | None = None


class MeasureReport(Table, table=True):
    """A report of the police that a measure rests on; ``from_case_id`` had it then."""

    __tablename__ = "measure_report"

    case_id: UUID = Field(primary_key=True, foreign_key="mayor_measure.case_id")
    finding_id: UUID = Field(primary_key=True, index=True)
    from_case_id: UUID


HEAD = """
SELECT case_id, 'mayor-measure' AS kind, number, state, NULL, opened_at, premises_id,
       ordered_at IS NOT NULL AS at_college, council_appeal AS in_court,
       annulled_at IS NOT NULL AS annulled
  FROM mayor_measure
"""
"""Its cases in a list of all procedures (``case_heads``)."""
UNCONFIRMED = "SELECT case_id FROM mayor_measure WHERE unconfirmed"
"""Cases whose order waits for a meeting of the college."""
DEBT_HEADS = """
SELECT case_id, number, annulled_at IS NOT NULL AS annulled, false AS on_hold,
       coalesce(stayed_at, annulled_at) IS NOT NULL OR EXISTS (
         SELECT FROM measure_forfeit f
          WHERE f.case_id = mayor_measure.case_id AND f.told_on IS NULL
            AND f.amount_cents > 0 AND f.collected_on IS NULL AND NOT f.given_up
       ) AS waits
  FROM mayor_measure
"""
"""Measures as finance lists what their orders forfeited."""


async def get(tx: Transaction, case_id: UUID) -> MayorMeasure:
    """Raises ``CaseNotFoundError``."""
    case = await tx.session.get(MayorMeasure, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def barring_for_update(tx: Transaction, code: UUID) -> Sequence[MayorMeasure]:
    """The measures that bar a place without a declaration, or will once notified, by its code."""
    query = (
        select(MayorMeasure)
        .where(
            MayorMeasure.premises_id == code,
            col(MayorMeasure.unlisted),
            col(MayorMeasure.content).in_([str(content) for content in BARRING]),
            col(MayorMeasure.annulled_at).is_(None),
            col(MayorMeasure.ended_at).is_(None),
        )
        .order_by(MayorMeasure.number)
        .with_for_update()
    )
    return (await tx.session.exec(query)).all()


async def find_for_update(tx: Transaction, case_id: UUID) -> MayorMeasure | None:
    return await tx.session.get(MayorMeasure, case_id, with_for_update=True)


async def get_for_update(tx: Transaction, case_id: UUID) -> MayorMeasure:
    """Raises ``CaseNotFoundError``."""
    case = await find_for_update(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def orders(tx: Transaction, case_id: UUID) -> Sequence[MeasureOrder]:
    """The orders of a measure, the first one first."""
    query = select(MeasureOrder).where(MeasureOrder.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(MeasureOrder.renewal)))).all()


async def measure_of_order(tx: Transaction, order_id: UUID) -> UUID | None:
    """The measure that an order belongs to."""
    order = await tx.session.get(MeasureOrder, order_id)
    return None if order is None else order.case_id


async def any_confirmed(tx: Transaction, meeting_on: date) -> bool:
    query = select(MeasureOrder.order_id).where(MeasureOrder.confirmed_on == meeting_on)
    return (await tx.session.exec(query)).first() is not None


async def forget_order(tx: Transaction, order: MeasureOrder) -> None:
    """Of a renewal that was taken back alone."""
    await tx.session.delete(order)
    await tx.session.flush()


async def forget_orders(tx: Transaction, case_id: UUID) -> None:
    """Of orders that were taken back the timeline keeps what has to be known."""
    for row in (*await orders(tx, case_id), *await stays(tx, case_id)):
        await tx.session.delete(row)
    await tx.session.flush()


async def stays(tx: Transaction, case_id: UUID) -> Sequence[MeasureStay]:
    """Stays of the orders of a measure, the first one first."""
    query = select(MeasureStay).where(MeasureStay.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(MeasureStay.stayed_on)))).all()


async def means(tx: Transaction, case: MayorMeasure) -> Sequence[MeasureMeans]:
    """Those of the order that stands: what had one respected that was taken back is over."""
    if case.ordered_at is None:
        return []
    query = select(MeasureMeans).where(
        MeasureMeans.case_id == case.case_id,
        col(MeasureMeans.ordered_at) >= case.ordered_at,
    )
    return (await tx.session.exec(query.order_by(col(MeasureMeans.ordered_at)))).all()


async def forfeits(tx: Transaction, case_id: UUID) -> Sequence[MeasureForfeit]:
    """Forfeited amounts of a measure, the oldest breach first."""
    query = select(MeasureForfeit).where(MeasureForfeit.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(MeasureForfeit.first_day)))).all()


async def forfeited_under(tx: Transaction, means_id: UUID) -> int:
    """Cents forfeited under one penalty payment."""
    query = select(func.coalesce(func.sum(MeasureForfeit.amount_cents), 0)).where(
        MeasureForfeit.means_id == means_id
    )
    return int((await tx.session.exec(query)).one())


async def reports(tx: Transaction, case_id: UUID) -> Sequence[UUID]:
    """The ids of the reports that a measure rests on."""
    query = select(MeasureReport.finding_id).where(MeasureReport.case_id == case_id)
    return (await tx.session.exec(query)).all()


async def lock_openings(tx: Transaction) -> None:
    """One measure is begun at a time, so that two people do not begin the same one."""
    await tx.conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('mayor measure', 0))")


async def prepared_at(
    tx: Transaction, premises_id: UUID, owner: str, kind: MeasureKind
) -> MayorMeasure | None:
    """The measure of a kind about a place and who answers for it of which no order is signed."""
    query = select(MayorMeasure).where(
        MayorMeasure.premises_id == premises_id,
        MayorMeasure.owner == owner,
        MayorMeasure.kind == kind,
        col(MayorMeasure.state).in_(UNORDERED),
    )
    return (await tx.session.exec(query)).first()


async def measures_on(tx: Transaction, finding_ids: Collection[UUID]) -> Sequence[MayorMeasure]:
    """The measures that rest on any of these reports, by number."""
    on_these = select(MeasureReport.case_id).where(col(MeasureReport.finding_id).in_(finding_ids))
    query = select(MayorMeasure).where(col(MayorMeasure.case_id).in_(on_these))
    return (await tx.session.exec(query.order_by(MayorMeasure.number))).all()


async def unconfirmed(tx: Transaction) -> Sequence[MayorMeasure]:
    """The measures with an order that waits for the college, locked, by number."""
    query = select(MayorMeasure).where(
        col(MayorMeasure.unconfirmed), col(MayorMeasure.state).in_([*ORDERED])
    )
    return (await tx.session.exec(query.order_by(MayorMeasure.number).with_for_update())).all()


async def untold(tx: Transaction) -> Sequence[MayorMeasure]:
    """Measures of which the municipal council is still to be told, locked, by number."""
    query = select(MayorMeasure).where(col(MayorMeasure.council_due))
    return (await tx.session.exec(query.order_by(MayorMeasure.number).with_for_update())).all()


async def before_a_body(tx: Transaction) -> Sequence[MayorMeasure]:
    """The measures with a draft to sign, or an order that the college or council waits for."""
    query = select(MayorMeasure).where(
        or_(
            MayorMeasure.state == MeasureState.BEVEL_OPGESTELD,
            col(MayorMeasure.unconfirmed),
            col(MayorMeasure.council_due),
        )
    )
    return (await tx.session.exec(query.order_by(MayorMeasure.number))).all()


async def lapsed_since(
    tx: Transaction, since: datetime
) -> Sequence[tuple[MayorMeasure, MeasureOrder]]:
    """Orders that lapsed without the college since a moment, with their measures; by number."""
    query = select(MayorMeasure, MeasureOrder).join(MeasureOrder)
    query = query.where(col(MeasureOrder.lapsed_at) >= since)
    return (await tx.session.exec(query.order_by(MayorMeasure.number))).all()


async def related(tx: Transaction, case: MayorMeasure) -> Sequence[MayorMeasure]:
    """Other measures about the same place or the same owner, the latest first."""
    query = select(MayorMeasure).where(
        MayorMeasure.case_id != case.case_id,
        or_(
            col(MayorMeasure.premises_id) == case.premises_id,
            col(MayorMeasure.owner) == case.owner,
        ),
    )
    return (await tx.session.exec(query.order_by(col(MayorMeasure.opened_at).desc()))).all()


async def dossier_by_number(tx: Transaction, number: str) -> Dossier | None:
    """A dossier of a declaration by the number that people read."""
    return (await tx.session.exec(select(Dossier).where(Dossier.number == number))).first()


async def page(
    tx: Transaction, paging: PageRequest, state: MeasureState | None, *, ordered: bool
) -> Sequence[MayorMeasure]:
    """By number, with ``ordered`` only those of which an order came. One row more than the page."""
    query = select(MayorMeasure)
    if ordered:
        query = query.where(col(MayorMeasure.ordered_at).is_not(None))
    if state is not None:
        query = query.where(MayorMeasure.state == state)
    query = query.order_by(MayorMeasure.number).limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()

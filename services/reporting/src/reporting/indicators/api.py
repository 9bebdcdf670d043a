"""Indicators by period over HTTP, and the number of facts that they rest on."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Context, Problem, View
from reporting.facts.rules.branch_readings import ELSEWHERE, TOLD, Spell, settled_at, spells
from reporting.facts.rules.recipes import KIND_OF
from reporting.facts.store import facts, shifts
from reporting.facts.store.facts import FactCount
from reporting.figures.rules.code_labels import label_of, move_label, reading_label
from reporting.indicators import compute
from reporting.indicators.catalogue import catalogue
from reporting.indicators.compute import Figure
from reporting.indicators.sight import seen_by, sees_exact
from reporting.periods import asked_day, asked_period
from reporting.periods.asked_day import NoClosedDayError
from reporting.periods.rules import EXAMPLES, NoPeriodError, Period, PeriodKind
from reporting.roles import Leadership, Operator, Reader, Viewer

router = APIRouter(prefix="/v1")


class PeriodView(View):
    """``first`` and ``last`` are Brussels days, both inside; ``ended`` when it is over."""

    id: str
    kind: str
    label: str
    first: date
    last: date
    ended: bool


class PartView(View):
    """``counted`` is false for a figure that only stands beside the indicator."""

    code: str
    label: str
    unit: str
    value: int | None
    suppressed: bool
    missing: str | None
    counted: bool
    margin: int
    first: int | None = None


class RowView(View):
    code: str
    label: str
    value: int | None
    suppressed: bool
    margin: int = 0
    first: int | None = None


class BreakdownView(View):
    dimension: str
    label: str
    rows: list[RowView]


class GoalView(View):
    """A goal of the city's multi-year budget that the indicator's line serves."""

    code: str
    wording: str


class IndicatorView(View):
    """``status``: ``cijfer``, ``geen_levering`` (nothing for this period) or ``geen_bron``.

    A figure with a ``margin`` was rounded, and may be off by so much either way. ``first`` is what
    a source told first of a figure that it told again.
    """

    id: str
    line: str
    action: str
    wording: str
    definition: str
    unit: str
    source: str
    source_service: str
    computed_from: str
    goals: list[GoalView]
    period: PeriodView
    status: str
    completeness: str
    value: int | None
    suppressed: bool
    margin: int
    first: int | None
    parts: list[PartView]
    breakdowns: list[BreakdownView]
    missing: list[str]
    notes: list[str]
    as_of: datetime


class IndicatorsView(View):
    period: PeriodView
    as_of: datetime
    indicators: list[IndicatorView]


class CountView(View):
    facts: int
    withdrawn: int


class ShiftsView(View):
    """Shifts that start in the period; cancelled ones are not planned."""

    period: PeriodView
    planned: int
    premises: int
    late: int
    ended: int
    verified: int
    absent: int
    cancelled: int


class BranchShiftsView(View):
    """Moves that still stand, by direction, on the day of the sighting in the new branch.

    ``announced`` ones rest on a declared shift that has not begun, and are in no other figure.
    Exact numbers, for leadership of the police alone: each case is a person. Others read the
    rounded moves of IND-2.4-02.
    """

    period: PeriodView
    detected: int
    withdrawn: int
    announced: int
    directions: list[RowView]


class SpellsView(View):
    """Readings of one kind and way, each of one spell of one person. ``value`` is what stood when
    the period was settled, none before; ``now`` what stands today."""

    code: str
    label: str
    value: int | None
    now: int


class BranchReadingsView(View):
    """Readings that count in the period: by the day of the move, or on which *also works in* began.

    They are counted as they stood 90 days after its end, at ``settled_at``; later corrections show
    in ``now``. ``seen_elsewhere`` are first sightings in another branch that still stand, by that
    branch: no move is claimed of them. Exact numbers, for leadership of the police.
    """

    period: PeriodView
    settled_at: datetime
    readings: list[SpellsView]
    seen_elsewhere: list[RowView]


async def period_of(
    request: Request, context: Context, period: Annotated[str | None, Query()] = None
) -> Period:
    """The period of the query; without one, the running year."""
    if period is None:
        return Period.containing(city_day(context.now), PeriodKind.JAAR)
    try:
        return asked_period.parse(period, request.app.state.plans)
    except NoPeriodError:
        reason = f"Geef een periode, bijvoorbeeld {EXAMPLES}."
        raise Problem.field("period", reason, code="periode-ongeldig") from None


Asked = Annotated[Period, Depends(period_of)]


async def moment_of(
    context: Context, as_of: Annotated[str | None, Query(alias="asOf", max_length=32)] = None
) -> datetime | None:
    """The end of the day of the query: figures as they were told by then; now without one."""
    if as_of is None:
        return None
    try:
        return asked_day.end_of(as_of, context.now)
    except NoClosedDayError:
        reason = "Geef een dag die voorbij is, zoals 2026-03-31, of laat hem weg."
        raise Problem.field("asOf", reason, code="dag-niet-voorbij") from None


Then = Annotated[datetime | None, Depends(moment_of)]


@router.get("/indicators")
async def indicators(tx: Tx, viewer: Viewer, period: Asked, then: Then) -> IndicatorsView:
    seen, exact = seen_by(viewer.function, catalogue()), sees_exact(viewer.function)
    figures = await compute.compute(tx, period, seen, then, exact=exact)
    return IndicatorsView(
        period=period_view(period, then or tx.now),
        as_of=then or tx.now,
        indicators=[indicator_view(figure) for figure in figures],
    )


@router.get("/indicators/{indicator_id}")
async def indicator(
    tx: Tx, viewer: Viewer, indicator_id: str, period: Asked, then: Then
) -> IndicatorView:
    if indicator_id not in seen_by(viewer.function, catalogue()):
        raise Problem.not_found("Deze indicator")
    exact = sees_exact(viewer.function)
    (figure,) = await compute.compute(tx, period, [indicator_id], then, exact=exact)
    return indicator_view(figure)


@router.get("/facts/counts")
async def fact_counts(tx: Tx, _operator: Operator) -> dict[str, CountView]:
    """By event type, zero for those that never came: to see that nothing is lost or doubled."""
    counted = await facts.counts(tx.conn)
    return {
        event.type: CountView.model_validate(counted.get(kind, FactCount(kind)))
        for event, kind in KIND_OF.items()
    }


@router.get("/shifts/summary")
async def shift_summary(tx: Tx, _reader: Reader, period: Asked) -> ShiftsView:
    summary = await shifts.summary(tx.conn, period.first, period.last)
    return ShiftsView(
        period=period_view(period, tx.now),
        planned=summary.planned,
        premises=summary.premises,
        late=summary.late,
        ended=summary.ended,
        verified=summary.verified,
        absent=summary.absent,
        cancelled=summary.cancelled,
    )


@router.get("/branch-shifts/summary")
async def branch_shift_summary(tx: Tx, _leader: Leadership, period: Asked) -> BranchShiftsView:
    moves = await facts.branch_shifts(tx.conn, period.first, period.last)
    return BranchShiftsView(
        period=period_view(period, tx.now),
        detected=sum(move.standing for move in moves),
        withdrawn=sum(move.withdrawn for move in moves),
        announced=sum(move.announced for move in moves),
        directions=[
            RowView(
                code=f"{move.origin}>{move.target}",
                label=move_label(move.origin, move.target),
                value=move.standing,
                suppressed=False,
            )
            for move in moves
            if move.standing
        ],
    )


@router.get("/branch-readings/summary")
async def branch_reading_summary(tx: Tx, _leader: Leadership, period: Asked) -> BranchReadingsView:
    settled = settled_at(period.last)
    now = await _spells(tx, period, None)
    then = await _spells(tx, period, settled) if settled <= tx.now else None
    elsewhere = await facts.read(tx.conn, [ELSEWHERE], period.first, period.last)
    return BranchReadingsView(
        period=period_view(period, tx.now),
        settled_at=settled,
        readings=[
            SpellsView(
                code=":".join(spell),
                label=reading_label(*spell),
                value=None if then is None else then[spell],
                now=now[spell],
            )
            for spell in sorted(now | (then or {}))
        ],
        seen_elsewhere=[
            RowView(code=branch, label=label_of(branch), value=signals.count, suppressed=False)
            for branch, signals in elsewhere.by("branch").items()
        ],
    )


async def _spells(tx: Transaction, period: Period, as_of: datetime | None) -> Counter[Spell]:
    told = await facts.history(tx.conn, TOLD, TOLD, period.first, period.last, as_of)
    return spells(told, period.first, period.last)


def period_view(period: Period, now: datetime) -> PeriodView:
    return PeriodView(
        id=period.id,
        kind=period.kind,
        label=period.label,
        first=period.first,
        last=period.last,
        ended=period.ended(city_day(now)),
    )


def indicator_view(figure: Figure) -> IndicatorView:
    entry, outcome = figure.entry, figure.outcome
    about: dict[str, Any] = {
        name: getattr(entry, name)
        for name in IndicatorView.model_fields
        if name != "goals" and hasattr(entry, name)
    }
    return IndicatorView(
        **about,
        goals=[GoalView(code=goal.code, wording=goal.wording) for goal in entry.goals],
        period=period_view(figure.period, figure.as_of),
        status=outcome.status,
        completeness=outcome.completeness,
        value=outcome.value,
        suppressed=outcome.suppressed,
        margin=outcome.margin,
        first=outcome.first,
        parts=[PartView.model_validate(part) for part in outcome.parts],
        breakdowns=[BreakdownView.model_validate(split) for split in outcome.breakdowns],
        missing=list(outcome.missing),
        notes=list(outcome.notes),
        as_of=figure.as_of,
    )

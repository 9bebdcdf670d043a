"""Figures of synthetic tables, protected as an accepted delivery's are."""

from collections.abc import Sequence

from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.protect import protect
from registry.disclosure.rules.publication import Figure, Figures, ToldPeriod
from registry.disclosure.rules.question import Question
from registry.disclosure.rules.told_acts import told_register
from registry.minimum_format.rules.columns import Agreements
from registry.minimum_format.rules.records import Period, Rows
from registry.validation.rules.validate import validate

from .deliveries import Tables

YEAR = Period(2025)
T = 5
SECRET = b"a secret of this test"


def rows_of(tables: Tables, period: Period = YEAR) -> Rows:
    rows = validate(tables.sheets(), period, Agreements()).rows
    assert rows is not None
    return rows


def protected(
    tables: Tables, period: Period = YEAR, *earlier: ToldPeriod, secret: bytes = SECRET
) -> Figures:
    return by_period(tables, period, *earlier, secret=secret)[period]


def by_period(
    tables: Tables,
    period: Period = YEAR,
    *earlier: ToldPeriod,
    secret: bytes = SECRET,
    halves: Sequence[int] = (),
    half_tables: Tables | None = None,
    before: Tables | None = None,
    after: Tables | None = None,
    organisation: str = "BOYS",
) -> dict[Period, dict[Key, Figure]]:
    """``half_tables`` is what is left of the rows of the told halves."""
    own = rows_of(tables, period)
    left = {} if half_tables is None else {one.period: half_tables for one in earlier}
    return protect(
        Question(
            organisation=organisation,
            period=period,
            counts=aggregate(own, period.months),
            rows=own,
            secret=secret,
            threshold=T,
            earlier=earlier,
            halves=halves,
            half_rows={half: rows_of(some).within(half.months) for half, some in left.items()},
            before=None if before is None else rows_of(before, period.last_year),
            after=None if after is None else rows_of(after, Period(period.year + 1)),
        )
    )


def told_half(
    tables: Tables,
    half: int,
    organisation: str = "BOYS",
    before: Tables | None = None,
    secret: bytes = SECRET,
) -> ToldPeriod:
    """A half that is told by itself, out of its own months of these tables."""
    period = Period(2025, half)
    figures = by_period(
        within(tables, period), period, organisation=organisation, before=before, secret=secret
    )[period]
    register = told_register(organisation, rows_of(tables), period)
    return ToldPeriod(period, figures, register)


def within(tables: Tables, period: Period) -> Tables:
    """The delivery of a period: what fell in its months, and whom that was with."""
    contacts = [row for row in tables.contacten if row["maand"] in period.months]
    reached = {row["client_code"] for row in contacts}
    return tables.changed(
        clienten=[row for row in tables.clienten if row["client_code"] in reached],
        contacten=contacts,
        activiteiten=[row for row in tables.activiteiten if row["maand"] in period.months],
    )

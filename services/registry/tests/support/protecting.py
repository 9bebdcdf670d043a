"""Figures of synthetic tables, protected as an accepted delivery's are."""

from collections.abc import Sequence

from registry.deliveries.rules.minimum_format import Agreements
from registry.deliveries.rules.records import Period, Rows
from registry.disclosure.rules.protect import Question, protect
from registry.disclosure.rules.publication import Figure, Figures, Publication
from registry.integration.rules.aggregation import aggregate
from registry.integration.rules.cells import Key
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
    tables: Tables,
    period: Period = YEAR,
    *earlier: Publication,
    year: Tables | None = None,
    secret: bytes = SECRET,
) -> Figures:
    return by_period(tables, period, *earlier, year=year, secret=secret)[period]


def by_period(
    tables: Tables,
    period: Period = YEAR,
    *earlier: Publication,
    year: Tables | None = None,
    secret: bytes = SECRET,
    halves: Sequence[int] = (),
    organisation: str = "BOYS",
) -> dict[Period, dict[Key, Figure]]:
    own = rows_of(tables, period)
    return protect(
        Question(
            organisation=organisation,
            period=period,
            counts=aggregate(own, period.months),
            rows=own if year is None else rows_of(year),
            secret=secret,
            threshold=T,
            earlier=earlier,
            halves=halves,
        )
    )


def publication(tables: Tables, period: Period, figures: Figures) -> Publication:
    """What was published, as long as its rows are kept."""
    counts = aggregate(rows_of(tables).within(period.months), period.months)
    return Publication(period, figures, counts)

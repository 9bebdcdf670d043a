"""A year of two organisations, linked: what the city reads, and what one of them knows besides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.registry.tests.support.attack import IN
from services.registry.tests.support.history import T
from services.registry.tests.support.insiders import link
from services.registry.tests.support.two_tellings import TOLD_TO, TwoTellings, fated

from registry.counts.rules import cells
from registry.disclosure.rules.publication import Figures
from registry.minimum_format.rules.records import Client, Rows
from registry.year_linkage.rules.linkage_error import Measurement, Sample, error_of, widened
from registry.year_linkage.rules.linked_figures import TOTAL, LinkedQuestion, linked_figures
from registry.year_linkage.rules.persons import LinkedClient, as_told, persons

from .counting import Insider
from .stories import told_first
from .years import CHANGES, YEAR, organisation_of, year_of

KEYS = (TOTAL, *map(cells.CLIENTEN_BRANCHE.key, cells.CATEGORIES[cells.BRANCHE]))
SAMPLE = Sample(200, 200)
"""As good a linkage as can be measured, whose bounds are the narrowest."""
SHARED = 20
"""The first so many clients of each organisation are the same persons."""
INSIDER = {75: 240, 240: 75, 1250: 240}
"""By size of an organisation the other one that attacks it."""


def insider_of(clients: int, seed: int, change: str) -> Insider:
    """The other organisation reads what was linked of both years as they were told first."""
    mine = year_of(INSIDER[clients], seed)
    theirs, _, _ = CHANGES[change](year_of(clients, seed), seed)
    figures = {
        organisation_of(clients): told_first(clients, seed, change).figures(YEAR),
        organisation_of(INSIDER[clients]): told_first(INSIDER[clients], seed, "gone").figures(YEAR),
    }
    delivered = dict(zip(figures, (theirs, mine), strict=True))
    joined = linked(figures, delivered, f"{seed}".encode())
    own = own_sizes(mine)

    def learn(reader: TwoTellings) -> None:
        link(reader, joined, own, fated(IN["Y"], *TOLD_TO[0]))

    return learn


def linked(
    told: Mapping[str, Figures],
    delivered: Mapping[str, Rows],
    secret: bytes,
    erased: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """The linked totals as the document of publications has them.

    ``erased`` are codes of clients whose rows went after the year was told and before the join.
    """
    shown = {
        key: {
            of: figure.value
            for of, figures in told.items()
            if (figure := figures.get(key)) is not None
            and figure.value is not None
            and not figure.rounded_to
        }
        for key in KEYS
    }
    clients = [one for of, rows in delivered.items() for one in _clients(of, rows, erased)]
    question = LinkedQuestion(shown, persons(as_told(clients, shown)), secret, T)
    measured = [
        Measurement(of, len(reached(rows)), len(reached(rows)), 0, SAMPLE)
        for of, rows in delivered.items()
    ]
    error = error_of(measured, T)
    assert error is not None
    figures = widened(linked_figures(question), shown, error, T)
    return [
        {
            "organisations": [*told],
            "period": "Y",
            "measure": key.measure,
            "dims": dict(key.dimensions),
            "value": figure.value,
            "at_least": figure.at_least,
            "at_most": figure.at_most,
        }
        for key, figure in figures.items()
    ]


def reached(rows: Rows) -> list[Client]:
    """Clients with a contact: the others are counted nowhere."""
    met = {row.client_code for row in rows.contacten}
    return [row for row in rows.clienten if row.client_code in met]


def own_sizes(rows: Rows) -> dict[str | None, int]:
    """What an organisation knows of itself: its clients, and those of each branch."""
    branches = [row.branche_hoofd for row in reached(rows)]
    return {None: len(branches)} | {
        branch: branches.count(branch) for branch in cells.CATEGORIES[cells.BRANCHE]
    }


def _clients(organisation: str, rows: Rows, erased: Sequence[str]) -> Iterator[LinkedClient]:
    for nr, row in enumerate(reached(rows)):
        if row.client_code not in erased:
            code = f"shared {nr}" if nr < SHARED else f"{organisation} {nr}"
            yield LinkedClient(organisation, row.branche_hoofd, code)


def total_of(document: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return next(each for each in document if not each["dims"])

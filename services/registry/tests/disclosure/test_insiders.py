"""Attackers from inside: somebody who is in the data, and an organisation that knows its own rows.

A sample in every run; more years by ``make test-long``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figures
from registry.integration.published import document
from registry.year_linkage.rules.linked_figures import TOTAL, LinkedQuestion, linked_figures
from registry.year_linkage.rules.persons import LinkedClient, persons

from ..support.attack import keeps_its_secret
from ..support.deliveries import Tables, uneven
from ..support.insiders import OtherOrganisation, Somebody
from ..support.protecting import YEAR, T, by_period, rows_of
from ..support.truth import size, units_of
from .test_many_years import told

SHORT = (1, 8)
NEXT = (13, 12)
LONG = tuple((nr, clients) for nr in range(2, 60, 3) for clients in (10, 18, 33))


def years() -> Iterator[object]:
    yield pytest.param(*SHORT, id="1-8")
    another = pytest.mark.night(
        "a second year, of other people",
        stays="::test_somebody_in_the_data_rules_out_one_size_of_the_others_at_most",
    )
    yield pytest.param(*NEXT, marks=another, id="13-12")
    for nr, clients in LONG:
        yield pytest.param(nr, clients, marks=pytest.mark.long, id=f"{nr}-{clients}")


@pytest.mark.parametrize(("nr", "clients"), [*years()])
def test_somebody_in_the_data_rules_out_one_size_of_the_others_at_most(
    nr: int, clients: int
) -> None:
    """Who is in a group knows of one of it; all else must stay as wide as it was, less that one."""
    tables = uneven(nr, clients)
    rows = rows_of(tables)
    published = document(
        [("BOYS", one.period, 1, one.figures) for one in told(nr, tables, "BOYS")], T
    )
    own = units_of(rows, tables.clienten[nr % clients]["client_code"])
    insider, tried = Somebody(published, "BOYS", own), 0
    for measure, dims, lives in insider.groups():
        real = size(rows, measure, dims, lives)
        if not 0 < real < T:
            continue
        tried += 1
        mine = sum(
            one == measure and life in lives and dims.items() <= codes.items()
            for one, codes, life in own
        )
        low, high = insider.among_others(measure, dims, lives)
        assert low <= real - mine <= high
        assert high - low >= T - 2, (measure, dims, lives, real, low, high)
    assert tried


@pytest.mark.parametrize(("nr", "clients"), [*years()])
def test_an_organisation_learns_nothing_of_another_by_its_own_rows_and_the_linked_totals(
    nr: int, clients: int
) -> None:
    theirs, mine = uneven(nr, clients), uneven(nr + 500, 3 * clients)
    shared = clients // 3
    figures = {
        "BOYS": by_period(theirs)[YEAR],
        "GHAPRO": by_period(mine, organisation="GHAPRO")[YEAR],
    }
    linked = [
        {
            "organisations": ["BOYS", "GHAPRO"],
            "period": "Y",
            "measure": key.measure,
            "dims": dict(key.dimensions),
            "value": figure.value,
            "at_least": figure.at_least,
            "at_most": figure.at_most,
        }
        for key, figure in linked_figures(
            LinkedQuestion(
                shown=_shown(figures),
                persons=persons(
                    [*_clients("BOYS", theirs, shared), *_clients("GHAPRO", mine, shared)]
                ),
                secret=nr.to_bytes(4),
                threshold=T,
            )
        ).items()
    ]
    published = document([(of, YEAR, 1, some) for of, some in figures.items()], T, linked)
    rows, tried = rows_of(theirs), 0
    insider = OtherOrganisation(published, "BOYS", _sizes(mine))
    for measure, dims, lives in insider.groups():
        real = size(rows, measure, dims, lives)
        if measure == cells.CLIENTEN and 0 < real < T:
            tried += 1
            bounds = insider.bounds(measure, dims, lives)
            assert keeps_its_secret(bounds, T), (measure, dims, lives, real, bounds)
    assert tried


def _clients(organisation: str, tables: Tables, shared: int) -> Iterator[LinkedClient]:
    """The first ``shared`` of each are the same persons."""
    for nr, row in enumerate(tables.clienten):
        code = f"s{nr}" if nr < shared else f"{organisation}{nr}"
        yield LinkedClient(organisation, row["branche_hoofd"], code)


def _shown(figures: Mapping[str, Figures]) -> dict[Key, dict[str, int]]:
    keys = [TOTAL, *map(cells.CLIENTEN_BRANCHE.key, cells.CATEGORIES[cells.BRANCHE])]
    return {
        key: {
            of: figure.value
            for of, some in figures.items()
            if (figure := some.get(key)) is not None and figure.value is not None
        }
        for key in keys
    }


def _sizes(tables: Tables) -> dict[Any, int]:
    branches = [row["branche_hoofd"] for row in tables.clienten]
    return {None: len(branches)} | {
        branch: branches.count(branch) for branch in cells.CATEGORIES[cells.BRANCHE]
    }

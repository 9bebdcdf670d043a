"""Steps that need a fresh second factor bear the mark in the table of authorisation.

A new route of one of these kinds without it fails here, whoever wrote it and whatever it is called
in code: its address says what it does.
"""

import importlib
import re

import pytest

from chassis.web.authorisation import Right, Row, Table, rows
from contracts import SERVICES

KINDS = {
    "approvals and exports": re.compile(r"^(?!GET).* (/v1)?/(uitvoer|exports)(/|$)"),
    "forms that ask for an export, and files": re.compile(r"^GET /uitvoer/(nieuw/|.*/bestand$)"),
    "break-glass": re.compile(r"^(?!GET).* (/v1)?/(noodtoegang|emergency|break-glass)"),
    "shields": re.compile(r"^(?!GET).* (/v1)?/(afscherming|shields?)(/|$)"),
    "worker codes": re.compile(r"^(POST|PUT) .*/(code|worker-access|worker-code)$"),
    "activation of rules": re.compile(
        r"^(?!GET).* (/v1/rules/.*/activation|/regels/{[^/]+}/{[^/]+})$"
    ),
    "changes of the law": re.compile(
        r"^POST (/(wettelijke-termijnen|boeteregels|briefteksten)/voorstellen"
        r"|/v1/(fine-rule|letter-text)-proposals)/{[^/]+}/(beslissing|decision)$"
    ),
}


def table_of(service: str) -> Table:
    table: Table = importlib.import_module(f"{service}.authorisation").TABLE
    return table


def kind_of(route: tuple[str, str]) -> str | None:
    text = " ".join(route)
    return next((kind for kind, pattern in KINDS.items() if pattern.search(text)), None)


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_of_those_kinds_asks_for_a_fresh_second_factor(service: str) -> None:
    unmarked = [
        f"{' '.join(route)} ({kind_of(route)})"
        for route, row in rows(table_of(service))
        if kind_of(route) and not row.fresh
    ]
    assert unmarked == [], "add fresh=True to their rows"


def test_each_kind_is_there() -> None:
    found = {kind_of(route) for service in SERVICES for route, _ in rows(table_of(service))}
    assert found >= set(KINDS)


def test_taking_access_away_is_never_held_up() -> None:
    """What protects somebody at once asks for nothing more."""
    ending = re.compile(r"^DELETE |/intrekken$|/sessies$|/withdrawal$")
    for service in SERVICES:
        for route, row in rows(table_of(service)):
            assert not (row.fresh and ending.search(" ".join(route))), route


def test_nobody_can_be_asked_for_what_they_cannot_give() -> None:
    with pytest.raises(ValueError, match="no second factor"):
        Row(Right.READ, "GET /x", anybody=True, fresh=True)

"""The table of rights: one per service, read like handbook §4.3; what is not in it is refused.

A service writes it in its module ``authorisation``::

    TABLE: Table = {
        "own rooms and shifts": (
            R("GET /v1/rooms", "GET /v1/shifts", every=POLICE, own=OWNERS),
            W("POST /v1/shifts", own=OWNERS),
        ),
    }

and its routes say the same with ``allow``: the route is what is enforced, the table is what people
read. A service in which the two differ, or that has a route without a row, does not start.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from fastapi import FastAPI

from chassis.web.authorisation.gate import declared
from chassis.web.roles import Function

Functions = frozenset[Function]
Route = tuple[str, str]
"""Method and path, as in ``("GET", "/v1/shifts/{shift_id}")``."""

NOBODY: Functions = frozenset()


class Right(StrEnum):
    """The letters of the handbook's table."""

    READ = "R"
    WRITE = "W"
    DECIDE = "D"
    AGGREGATES = "A"
    STATUS = "S"


@dataclass(frozen=True, init=False)
class Row:
    """Routes that give a right to the same functions.

    ``every``: these functions have it over all there is. ``case``: these too, but only while they
    work within a case that they named; a guard of the service asks for it (``asks_for_case``).
    ``own``: these have it over what belongs to their own organisation, and never learn whether
    anything else exists. ``anybody``: also without signing in. ``fresh``: whoever it is gave a
    second factor a moment ago (``chassis.web.assurance.FRESH``); the gate asks for it.
    """

    right: Right
    routes: tuple[Route, ...]
    every: Functions
    case: Functions
    own: Functions
    anybody: bool
    fresh: bool

    def __init__(
        self,
        right: Right,
        *routes: str,
        every: Functions = NOBODY,
        case: Functions = NOBODY,
        own: Functions = NOBODY,
        anybody: bool = False,
        fresh: bool = False,
    ) -> None:
        if fresh and anybody:
            raise ValueError(f"{routes}: who did not sign in has no second factor")
        if bool(every | case | own) == anybody:
            raise ValueError(f"{routes}: give functions, or anybody")
        if every & own or case & (every | own):
            raise ValueError(
                f"{routes}: a function has it over all, within a case or over its own: choose one"
            )
        object.__setattr__(self, "right", right)
        object.__setattr__(self, "routes", tuple(_route(route) for route in routes))
        object.__setattr__(self, "every", every)
        object.__setattr__(self, "case", case)
        object.__setattr__(self, "own", own)
        object.__setattr__(self, "anybody", anybody)
        object.__setattr__(self, "fresh", fresh)

    @property
    def functions(self) -> Functions:
        return self.every | self.case | self.own


R = partial(Row, Right.READ)
W = partial(Row, Right.WRITE)
D = partial(Row, Right.DECIDE)
A = partial(Row, Right.AGGREGATES)
S = partial(Row, Right.STATUS)

Table = Mapping[str, Sequence[Row]]
"""Rows by kind of data, in the words of the handbook where it has them."""


class NotInTableError(Exception):
    """The routes and the table say different things."""

    def __init__(self, service: str, differences: list[str]) -> None:
        super().__init__(
            f"{service}: the routes and the table of authorisation differ"
            f" (CONTRIBUTING.md, 'A row of authorisation'):\n  " + "\n  ".join(differences)
        )


def rows(table: Table) -> Iterator[tuple[Route, Row]]:
    for of_kind in table.values():
        for row in of_kind:
            for route in row.routes:
                yield route, row


def may(table: Table, function: Function | None, route: str) -> bool:
    """Whether a function has ``"POST /v1/shifts"``, written as in the table; else ``KeyError``."""
    row = dict(rows(table))[_route(route)]
    return row.anybody or function in row.functions


def fresh_routes(table: Table) -> frozenset[Route]:
    """Routes that ask for a fresh second factor."""
    return frozenset(route for route, row in rows(table) if row.fresh)


def asks_for_case(table: Table, route: Route, function: Function) -> bool:
    """Whether a function has a route within a case alone; so too where the table has no such route,
    for a function that has anything within a case."""
    listed_rows = [row for listed, row in rows(table) if listed == route]
    if listed_rows:
        return any(function in row.case for row in listed_rows)
    return any(function in row.case for _, row in rows(table))


def differences(app: FastAPI, table: Table) -> list[str]:
    """The disagreements of routes and table, each with its remedy; empty when all is well."""
    listed = list(rows(table))
    table_says = dict(listed)
    routes_say = declared(app)
    complaints = [
        f"{_text(route)} is {count} times in the table: keep one"
        for route, count in Counter(route for route, _ in listed).items()
        if count > 1
    ]
    for route, functions in sorted(routes_say.items()):
        row = table_says.get(route)
        if row is None:
            complaints.append(
                f"{_text(route)} is not in the table: add {_suggested(route, functions)}"
            )
        elif functions is None or row.anybody:
            if not (functions is None and row.anybody):
                open_now = "open to anybody" if functions is None else "not among the open paths"
                complaints.append(f"{_text(route)} is {open_now}, and the table says otherwise")
        elif functions != row.functions:
            complaints.append(
                f"{_text(route)}: the route allows {_names(functions)},"
                f" the table {_names(row.functions)}"
            )
    complaints += [
        f"{_text(route)} is in the table and there is no such route:"
        " add its router to the service's routes, or remove the row"
        for route in table_says
        if route not in routes_say
    ]
    return complaints


def check(app: FastAPI, service: str, table: Table) -> None:
    """Raise ``NotInTableError`` unless the table holds exactly the routes and who may use them."""
    complaints = differences(app, table)
    if complaints:
        raise NotInTableError(service, complaints)


def _route(text: str) -> Route:
    method, _, path = text.partition(" ")
    if not method.isupper() or not path.startswith("/"):
        raise ValueError(f"{text!r} is not a method and a path")
    return method, path


def _text(route: Route) -> str:
    return " ".join(route)


def _names(functions: Functions) -> str:
    return ", ".join(sorted(functions)) or "nobody"


def _suggested(route: Route, functions: Functions | None) -> str:
    right = "R" if route[0] == "GET" else "W"
    if functions is None:
        return f'{right}("{_text(route)}", anybody=True)'
    return f'{right}("{_text(route)}", every=...) for {_names(functions)}, or own=...'

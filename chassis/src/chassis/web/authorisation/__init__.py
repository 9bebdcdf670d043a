"""Authorisation: one table of rights per service, and the gate before every route that holds it."""

from chassis.web.authorisation.table import (
    A,
    D,
    NotInTableError,
    R,
    Right,
    Row,
    S,
    Table,
    W,
    asks_for_case,
    check,
    differences,
    fresh_routes,
    may,
    rows,
)

__all__ = [
    "A",
    "D",
    "NotInTableError",
    "R",
    "Right",
    "Row",
    "S",
    "Table",
    "W",
    "asks_for_case",
    "check",
    "differences",
    "fresh_routes",
    "may",
    "rows",
]

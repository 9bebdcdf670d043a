"""Persons who tell a year from the one before: few, and both exact, would tell of each."""

from collections.abc import Mapping

from registry.deliveries.rules.records import Client, Period, Rows
from registry.integration.rules import cells
from registry.integration.rules.aggregation import CLIENT_DIMENSIONS

ATTRIBUTES = tuple(of for name, of in CLIENT_DIMENSIONS.items() if name != cells.EERSTE_CONTACT)
"""Who was new is known a year later, of nearly everybody."""


def persons_who_differ(before: Rows, now: Rows, period: Period) -> int:
    """Clients who had contact in this period or in the same one of the year before, and not in
    both, or who are another in branch, gender, age or nationality."""
    old, new = _reached(before, period.last_year), _reached(now, period)
    return sum(1 for code in old.keys() | new.keys() if old.get(code) != new.get(code))


def _reached(rows: Rows, period: Period) -> Mapping[str, tuple[str, ...]]:
    clients: dict[str, Client] = {client.client_code: client for client in rows.clienten}
    codes = {contact.client_code for contact in rows.within(period.months).contacten}
    return {
        code: tuple(of(client) for of in ATTRIBUTES)
        for code, client in clients.items()
        if code in codes
    }

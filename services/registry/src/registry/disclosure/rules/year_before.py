"""Persons who tell a year from the one before: few, and both exact, would tell of each.

Few on one side too. Two clients left and eighteen came: who is new is told, so both totals would
say that two left, and each line who they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.deliveries.rules.records import Client, Period, Rows
from registry.integration.rules import cells
from registry.integration.rules.aggregation import CLIENT_DIMENSIONS

ATTRIBUTES = tuple(of for name, of in CLIENT_DIMENSIONS.items() if name != cells.EERSTE_CONTACT)
"""Who was new is known a year later, of nearly everybody."""
DIFFERENT = 4
"""Times the threshold: so many persons tell a year from the one before, or it is told in tens."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """Clients who had contact in a period or in the same one of the year before, and not in both.

    Whoever is another in branch, gender, age or nationality both left and came.
    """

    left: int
    came: int
    differ: int

    def is_small(self, threshold: int) -> bool:
        """Whether it would tell of persons, were both years exact."""
        return min(self.left, self.came) < threshold or self.differ < DIFFERENT * threshold


def turnover(before: Rows, now: Rows, period: Period) -> Turnover:
    old, new = _reached(before, period.last_year), _reached(now, period)
    left = {code for code, its in old.items() if new.get(code) != its}
    came = {code for code, its in new.items() if old.get(code) != its}
    return Turnover(len(left), len(came), len(left | came))


def _reached(rows: Rows, period: Period) -> Mapping[str, tuple[str, ...]]:
    clients: dict[str, Client] = {client.client_code: client for client in rows.clienten}
    codes = {contact.client_code for contact in rows.within(period.months).contacten}
    return {
        code: tuple(of(client) for of in ATTRIBUTES)
        for code, client in clients.items()
        if code in codes
    }

"""Synthetic years of care in three sizes, and what may happen to one after it was told.

The simulator's own three organisations, of 75, 240 and 1,250 clients; nobody behind any of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

from services.registry.tests.support.history import without

from registry.minimum_format.rules.columns import Agreements, TableName
from registry.minimum_format.rules.records import Client, Contact, Period, Rows
from registry.validation.rules.validate import Sheet, validate
from simulator.city import care

YEAR = Period(2025)
SIZES = (75, 240, 1250)
PROFILES = {profile.clients: profile for profile in care.PROFILES}


@lru_cache(32)
def year_of(clients: int, seed: int) -> Rows:
    """The rows of a whole year, every one of them valid."""
    tables = care.build(PROFILES[clients], YEAR.year, Random(seed))
    sheets = {name: _sheet(getattr(tables, name)) for name in TableName}
    rows = validate(sheets, YEAR, Agreements()).rows
    assert rows is not None
    return rows


def organisation_of(clients: int) -> str:
    return PROFILES[clients].organisation.value


def _sheet(rows: tuple[care.Row, ...]) -> Sheet:
    header = tuple(rows[0])
    numbered = enumerate(rows, start=2)
    return Sheet(header, tuple((nr, tuple(row[name] for name in header)) for nr, row in numbered))


def half_of(rows: Rows, half: int) -> Rows:
    """What an organisation delivers of a half: its months, and the clients reached in them."""
    part = rows.within(Period(YEAR.year, half).months)
    reached = {row.client_code for row in part.contacten}
    return replace(part, clienten=tuple(c for c in part.clienten if c.client_code in reached))


def anybody(rows: Rows, seed: int, number: int) -> list[str]:
    """So many clients by lot."""
    return Random(f"who {seed}").sample([row.client_code for row in rows.clienten], number)


def others(rows: Rows, seed: int, changed: Sequence[str]) -> list[str]:
    """Another batch: as many of those who neither went nor came, or all of them, by lot."""
    stayed = [row.client_code for row in rows.clienten if row.client_code not in {*changed}]
    return Random(f"others {seed}").sample(stayed, min(len(changed), len(stayed)))


def of_largest_branch(rows: Rows, share: float) -> list[str]:
    """Clients of the largest branch, up to a share of all."""
    branches = [row.branche_hoofd for row in rows.clienten]
    most = max(sorted({*branches}), key=branches.count)
    own = [row.client_code for row in rows.clienten if row.branche_hoofd == most]
    return own[: int(share * len(branches))]


def attributes(client: Client) -> dict[str, str]:
    return {
        "branche": client.branche_hoofd,
        "gender": client.gender,
        "leeftijd": client.geboortejaar_klasse,
        "nationaliteit": client.nationaliteitsgroep,
        "eerste_contact": client.eerste_contact,
    }


def persons(rows: Rows, codes: Sequence[str]) -> list[dict[str, Any]]:
    """All about these clients that somebody might learn: attributes, months, number of contacts."""
    clients = {row.client_code: row for row in rows.clienten}
    own: dict[str, list[Contact]] = {code: [] for code in codes}
    for row in rows.contacten:
        if row.client_code in own:
            own[row.client_code].append(row)
    return [
        {
            **attributes(clients[code]),
            "maanden": sorted({row.maand for row in own[code]}),
            "contacten": len(own[code]),
        }
        for code in codes
    ]


Change = Callable[[Rows, int], tuple[Rows, Rows, list[str]]]
"""Of a whole year and a seed: what was delivered first, what later, and who went or came."""


def gone(number: int) -> Change:
    def change(rows: Rows, seed: int) -> tuple[Rows, Rows, list[str]]:
        codes = anybody(rows, seed, number)
        return rows, without(rows, codes), codes

    return change


def added(number: int) -> Change:
    def change(rows: Rows, seed: int) -> tuple[Rows, Rows, list[str]]:
        codes = anybody(rows, seed, number)
        return without(rows, codes), rows, codes

    return change


def late(share: float) -> Change:
    def change(rows: Rows, seed: int) -> tuple[Rows, Rows, list[str]]:
        codes = anybody(rows, seed, int(share * len(rows.clienten)))
        return without(rows, codes), rows, codes

    return change


def one_branch_late(rows: Rows, _seed: int) -> tuple[Rows, Rows, list[str]]:
    """A whole place delivers late: everybody of one branch, up to three in ten of all."""
    codes = of_largest_branch(rows, 0.3)
    return without(rows, codes), rows, codes


CHANGES: Mapping[str, Change] = {
    "1 gone": gone(1),
    "3 gone": gone(3),
    "12 gone": gone(12),
    "20 gone": gone(20),
    "40 gone": gone(40),
    "20 added": added(20),
    "30 % late": late(0.3),
    "one branch late": one_branch_late,
}

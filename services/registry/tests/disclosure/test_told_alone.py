"""Which cells there are and what the public reads follow from what was told inside, and nothing
else: whoever reads both versions learns no more than from the first."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from registry.counts.rules import cells
from registry.minimum_format.rules.records import Period

from ..support.deliveries import uneven
from ..support.history import History, without
from ..support.protecting import rows_of

Told = tuple[int | None, int | None]


def histories(organisation: str) -> Iterator[History]:
    """Years of several sizes; of each the half alone first or not, and in the end told again."""
    for seed, clients in enumerate((22, 31, 48)):
        rows = rows_of(uneven(seed, clients))
        some = Random(seed).sample([row.client_code for row in rows.clienten], 20)
        first, later = (rows, without(rows, some)) if seed % 2 else (without(rows, some), rows)
        history = History(organisation, f"secret {seed}".encode())
        if seed == 1:
            history.deliver(Period(2025, 1), first.within(Period(2025, 1).months))
            history.september(2025)
        history.deliver(Period(2025), first)
        history.march(2026)
        history.deliver(Period(2025), later)
        history.march(2027)
        yield history


def by_place(document: bytes) -> dict[tuple[Any, ...], Told]:
    told = json.loads(document)
    return {
        (cell["period"], cell["revision"], cell["measure"], *sorted(cell["dims"].items())): (
            cell["value"],
            cell["rounded_to"],
        )
        for cell in (*told["cells"], *told["nobodys"], *told["late"])
    }


@pytest.mark.parametrize(
    "organisation", ["BOYS", pytest.param(cells.MOBILE_TEAM, marks=pytest.mark.long)]
)
def test_cells_follow_from_the_period_and_the_public_version_from_the_other(
    organisation: str,
) -> None:
    public_of: dict[tuple[Told, Told | None], Told] = {}
    keys_of: dict[tuple[str, int], set[tuple[Any, ...]]] = {}
    told_again = 0
    for history in histories(organisation):
        inside, public = (by_place(one) for one in history.readable())
        assert inside.keys() == public.keys()
        for place, told in inside.items():
            period, revision, *rest = place
            first = inside[period, 1, *rest] if revision > 1 else None
            assert public_of.setdefault((told, first), public[place]) == public[place]
            told_again += told != first and revision > 1
        personal = json.loads(history.internal())["cells"]
        for period, revision in {(cell["period"], cell["revision"]) for cell in personal}:
            keys = {
                (cell["measure"], *sorted(cell["dims"].items()))
                for cell in personal
                if (cell["period"], cell["revision"]) == (period, revision)
            }
            assert keys_of.setdefault((period, 1), keys) == keys
    assert told_again
    assert len(public_of) > 50

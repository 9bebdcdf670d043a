"""What was told stands, byte for byte, for every reader, while fewer than twenty persons change."""

import json
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from registry.minimum_format.rules.records import Period, Rows

from ..support.deliveries import uneven
from ..support.history import History, without
from ..support.protecting import rows_of

YEAR, FIRST_HALF = Period(2025), Period(2025, 1)
SEEDS = st.integers(0, 10_000)
some_years = settings(
    max_examples=settings().max_examples // 8, phases=(Phase.reuse, Phase.generate)
)


def year(seed: int, clients: int = 30) -> Rows:
    return rows_of(uneven(seed, clients))


def told(rows: Rows) -> History:
    """The year alone, on its day."""
    history = History()
    history.deliver(YEAR, rows)
    history.march(2026)
    return history


def codes(rows: Rows) -> list[str]:
    return [client.client_code for client in rows.clienten]


def half(rows: Rows) -> Rows:
    part = rows.within(FIRST_HALF.months)
    reached = {row.client_code for row in part.contacten}
    return replace(part, clienten=tuple(c for c in part.clienten if c.client_code in reached))


def renamed(rows: Rows, start: int) -> Rows:
    """The same year of other persons."""
    clients = tuple(
        replace(row, client_code=f"n{nr}") for nr, row in enumerate(rows.clienten, start)
    )
    names = dict(zip(codes(rows), (row.client_code for row in clients), strict=True))
    contacts = tuple(
        replace(row, client_code=names[row.client_code]) if row.client_code else row
        for row in rows.contacten
    )
    return replace(rows, clienten=clients, contacten=contacts)


def figures(told: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What was told in a document, without what an attacker may take for granted beside it."""
    return [
        (cell["period"], cell["measure"], cell["dims"], cell["value"], cell["rounded_to"])
        for cell in told["cells"]
    ]


@some_years
@given(SEEDS)
def test_clients_who_are_erased_one_after_the_other_change_no_byte(seed: int) -> None:
    """Each is followed by a delivery without her, and by the day on which a year is told again."""
    rows = year(seed, 24)
    history = told(rows)
    first = history.readable()
    for nr, code in enumerate(codes(rows), start=1):
        history.erase(code)
        assert history.readable() == first
        history.deliver(YEAR, without(rows, codes(rows)[:nr]))
        history.march(2026 + nr)
        assert history.readable() == first, (nr, code)


@some_years
@given(SEEDS, st.sampled_from([1, 3, 19]), st.sampled_from(["gone", "added", "another branch"]))
def test_nothing_moves_while_fewer_than_twenty_differ(seed: int, number: int, how: str) -> None:
    rows = year(seed)
    chosen = {*Random(seed).sample(codes(rows), number)}
    old, new = rows, without(rows, chosen)
    if how == "added":
        old, new = new, old
    elif how == "another branch":
        new = replace(
            rows,
            clienten=tuple(
                replace(row, branche_hoofd="andere" if row.branche_hoofd != "andere" else "raam")
                if row.client_code in chosen
                else row
                for row in rows.clienten
            ),
        )
    history = told(old)
    first = history.readable()
    history.deliver(YEAR, new)
    history.march(2027)
    assert history.readable() == first


@some_years
@given(SEEDS)
def test_as_many_who_went_as_who_came_move_no_total_and_so_nothing(seed: int) -> None:
    rows = year(seed)
    history = told(rows)
    first = history.readable()
    leaving = codes(rows)[:15]
    came = replace(rows, clienten=rows.clienten[:15], contacten=())
    came = replace(came, contacten=tuple(r for r in rows.contacten if r.client_code in leaving))
    others, left = renamed(came, 0), without(rows, leaving)
    new = replace(
        left,
        clienten=left.clienten + others.clienten,
        contacten=left.contacten + others.contacten,
    )
    history.deliver(YEAR, new)
    history.march(2027)
    assert history.readable() == first


@settings(some_years, max_examples=settings().max_examples // 12)
@given(SEEDS, st.booleans())
def test_twenty_who_went_are_told_once_on_the_day_of_the_next_year(seed: int, came: bool) -> None:
    rows = year(seed, 50)
    some = {*Random(seed).sample(codes(rows), 20)}
    old, new = (without(rows, some), rows) if came else (rows, without(rows, some))
    history = told(old)
    first = history.readable()
    history.deliver(YEAR, new)
    history.september(2026)
    assert history.readable() == first, "too early"
    history.march(2027)
    assert [(period.half, revision) for _, period, revision, _ in history.published] == [
        (None, 1),
        (1, 1),
        (2, 1),
        (None, 2),
    ]
    second = history.readable()
    assert second != first
    history.deliver(YEAR, old)
    history.march(2028)
    assert history.readable() == second, "a year is told twice at most"


@some_years
@given(SEEDS)
def test_a_client_erased_between_half_and_year_is_seen_in_no_act(seed: int) -> None:
    """Were she still there, or never: the year's acts are the half's as it was told, and what came
    after it."""
    rows = year(seed, 24)
    first_half = half(rows)
    code = Random(seed).choice(codes(first_half))
    later = Period(2025, 2).months
    left = replace(
        rows,
        contacten=tuple(
            row for row in rows.contacten if row.client_code != code or row.maand not in later
        ),
    )
    acts = []
    for erases, delivered in ((False, left), (True, without(rows, {code}))):
        history = History()
        history.deliver(FIRST_HALF, first_half)
        history.september(2025)
        once = history.readable()
        if erases:
            history.erase(code)
        assert history.readable() == once
        history.deliver(YEAR, delivered)
        history.march(2026)
        told = json.loads(history.internal())
        of_the_half = figures(json.loads(once[0]))
        assert figures(told)[: len(of_the_half)] == of_the_half
        acts.append(
            {
                (cell["period"], cell["measure"], str(cell["dims"])): cell["value"]
                for cell in told["cells"]
                if told["measures"][cell["measure"]] == "acts" and cell["value"] is not None
            }
        )
    stayed, erased = acts
    both = stayed.keys() & erased.keys()
    assert both
    assert {cell: stayed[cell] for cell in both} == {cell: erased[cell] for cell in both}

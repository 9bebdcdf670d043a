"""The counts of a told half rebuild what was told, whoever was erased since."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import Measure, Unit
from registry.disclosure.rules.acts import Acts, acts
from registry.disclosure.rules.told_acts import (
    OtherCountsError,
    all_as_told,
    as_told,
    told_register,
)
from registry.disclosure.rules.told_register import Clique, ToldRegister
from registry.minimum_format.rules.records import Period, Rows

from ..support.deliveries import Tables, activity, client, contact, yearly
from ..support.protecting import rows_of

FIRST = Period(2025, 1)
ROWS = rows_of(yearly(7, 40)).within(FIRST.months)


def without(rows: Rows, codes: Collection[str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(row for row in rows.clienten if row.client_code not in codes),
        contacten=tuple(row for row in rows.contacten if row.client_code not in codes),
    )


def counted(one: Acts, units: Sequence[Unit]) -> list[Counter[object]]:
    return [
        Counter((tuple(unit.codes[name] for name in clique), unit.life) for unit in units)
        for clique in one.measure.cliques
    ]


@pytest.mark.parametrize("organisation", ["GHAPRO", "BOYS"])
@settings(max_examples=8, deadline=None)
@given(gone=st.sets(st.integers(0, 39)))
def test_what_is_left_and_what_is_rebuilt_count_as_they_did(
    organisation: str, gone: set[int]
) -> None:
    told = told_register(organisation, ROWS, FIRST)
    left = without(ROWS, {f"c{nr:04}" for nr in gone})
    for now, then in zip(
        acts(organisation, left, 2025), acts(organisation, ROWS, 2025), strict=True
    ):
        units = as_told(told, now)
        assert units[: len(now.units)] == now.units
        assert len({unit.person for unit in units[len(now.units) :]}) <= 1
        assert counted(then, units) == counted(then, then.units)


def test_no_row_is_needed_and_none_is_kept() -> None:
    told = told_register("GHAPRO", ROWS, FIRST)
    for none, then in zip(acts("GHAPRO", Rows(), 2025), acts("GHAPRO", ROWS, 2025), strict=True):
        assert counted(then, as_told(told, none)) == counted(then, then.units)
    kept = json.dumps(told.plain())
    assert ToldRegister.read(json.loads(kept)) == told
    assert "c0001" not in kept


def test_rows_that_the_register_does_not_know_give_way_to_what_was_told() -> None:
    told = told_register("BOYS", without(ROWS, {"c0003"}), FIRST)
    for more, then in zip(
        acts("BOYS", ROWS, 2025), acts("BOYS", without(ROWS, {"c0003"}), 2025), strict=True
    ):
        assert counted(then, as_told(told, more)) == counted(then, then.units)


def test_of_rows_where_none_were_told_nothing_is_counted() -> None:
    """One contact that came late is not in the half, though no count falls below nothing by it."""
    told = told_register("BOYS", Rows(), FIRST)
    late = rows_of(Tables([client("a")], [contact("a", "2025-02")], []))
    for more in acts("BOYS", late.within(FIRST.months), 2025):
        assert as_told(told, more) == (), more.measure.name


def test_acts_are_rebuilt_by_the_code_that_tables_share_whatever_the_order_of_others() -> None:
    lives = {"Y": frozenset({"03"})}
    codes = {"aard": ("crisis", "zorg"), "plaats": ("auto", "vast"), "branche": ("raam", "straat")}
    tables = (("aard", "branche"), ("plaats", "branche"))
    told = {
        tables[0]: {(("crisis", "straat"), "03"): 1, (("zorg", "raam"), "03"): 2},
        tables[1]: {(("auto", "raam"), "03"): 2, (("vast", "straat"), "03"): 1},
    }
    none = Acts(Measure("hulp", codes, tables, lives), ())
    rebuilt = Counter(
        (unit.codes["aard"], unit.codes["plaats"], unit.codes["branche"], unit.life)
        for unit in as_told(ToldRegister({"hulp": told}), none)
    )
    assert rebuilt == {
        ("zorg", "auto", "raam", "03"): 2,
        ("crisis", "vast", "straat", "03"): 1,
    }


def test_acts_are_rebuilt_by_what_a_table_shares_with_whichever_came_before_it() -> None:
    """The third table shares its place with the second one, and nothing with the first."""
    lives = {"Y": frozenset({"03"})}
    codes = {
        "aard": ("crisis", "zorg"),
        "branche": ("raam", "straat"),
        "plaats": ("auto", "vast"),
        "soort": ("lang", "kort"),
    }
    tables = (("aard", "branche"), ("branche", "plaats"), ("plaats", "soort"))
    told = {
        tables[0]: {(("crisis", "straat"), "03"): 1, (("zorg", "raam"), "03"): 1},
        tables[1]: {(("raam", "vast"), "03"): 1, (("straat", "auto"), "03"): 1},
        tables[2]: {(("auto", "lang"), "03"): 1, (("vast", "kort"), "03"): 1},
    }
    none = Acts(Measure("hulp", codes, tables, lives), ())
    rebuilt = {
        tuple(unit.codes[name] for name in codes)
        for unit in as_told(ToldRegister({"hulp": told}), none)
    }
    assert rebuilt == {("crisis", "straat", "auto", "lang"), ("zorg", "raam", "vast", "kort")}


KEPT = Path(__file__).parent / "told_registers.json"
"""What databases hold of two halves that were told: never edited. A release that counts otherwise
reads both, by a migration or in :func:`all_as_told`, or no year beside such a half is told."""


def a_few() -> Rows:
    return rows_of(
        Tables(
            [client("a", "raam"), client("b", "straat", "man")],
            [
                contact("a", "2025-02", hulpvraag="mentaal|middelen", begeleiding_status="lopend"),
                contact(
                    "a", "2025-03", soort="psychosociaal", aard="crisis", plaats="outreach_straat"
                ),
                contact("b", "2025-03", doorverwijzing_soort="huisarts"),
                contact("", "2025-06"),
            ],
            [activity("swab2know", 3, "2025-04", partner_soort="ITG")],
        )
    ).within(FIRST.months)


@pytest.mark.parametrize("organisation", ["GHAPRO", "BOYS"])
def test_counts_that_were_kept_are_read_by_every_release(organisation: str) -> None:
    kept = json.loads(KEPT.read_text())[organisation]
    assert told_register(organisation, a_few(), FIRST).plain() == kept
    then = [*acts(organisation, a_few(), 2025)]
    gone = [*acts(organisation, Rows(), 2025)]
    for told, was in zip(
        all_as_told(organisation, FIRST, ToldRegister.read(kept), gone), then, strict=True
    ):
        assert told.measure == was.measure
        assert counted(was, told.units) == counted(was, was.units)


def other_clique(counts: dict[str, dict[Clique, object]]) -> None:
    (first, cells), *others = counts["hulpvragen"].items()
    counts["hulpvragen"] = {first[:1]: cells, **dict(others)}


def one_less(counts: dict[str, dict[Clique, object]]) -> None:
    del counts["hulpvragen"]


def one_more(counts: dict[str, dict[Clique, object]]) -> None:
    counts["maaltijden"] = {(): {}}


@pytest.mark.parametrize(
    ("change", "named"),
    [(other_clique, "hulpvragen"), (one_less, "hulpvragen"), (one_more, "maaltijden")],
)
def test_a_half_that_was_counted_otherwise_is_not_taken_for_the_rows_that_are_left(
    change: object, named: str
) -> None:
    """Else its year would be told without whoever was erased, and the difference is that person."""
    told = told_register("GHAPRO", ROWS, FIRST)
    counts = {name: dict(cliques) for name, cliques in told.counts.items()}
    change(counts)  # type: ignore[operator]
    with pytest.raises(OtherCountsError) as refused:
        all_as_told("GHAPRO", FIRST, ToldRegister(counts), [*acts("GHAPRO", ROWS, 2025)])
    assert refused.value.code == "tellingen-anders"
    assert named in str(refused.value.reason)
    assert "technisch beheerder" in str(refused.value.reason)

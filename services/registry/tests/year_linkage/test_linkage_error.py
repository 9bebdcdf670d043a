"""The error of a linkage: bounds that hold for persons, and numbers that tell of nobody."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from math import comb
from random import Random

import pytest

from registry.year_linkage.rules.confidence import at_most, least_share, most_elsewhere, most_tries
from registry.year_linkage.rules.linkage_error import (
    Lack,
    LinkageError,
    Measurement,
    Sample,
    error_of,
    lacking,
    says_enough,
    widened,
)
from registry.year_linkage.rules.linked_figures import (
    TOTAL,
    LinkedFigure,
    LinkedQuestion,
    left_out,
    linked_figures,
)
from registry.year_linkage.rules.persons import LinkedClient, as_told, distinct, persons

from .test_linked_figures import T, city, key_of, shown

LARGE = {"GHAPRO": 1250, "BOYS": 240, "FREECLINIC": 75}


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0000, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_shares_are_bounded_as_in_the_table_of_newcombe(
    hits: int, tries: int, low: float, high: float
) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, the exact method, 95 %."""
    assert least_share(hits, tries, 0.025) == pytest.approx(low, abs=5e-5)
    assert 1 - least_share(tries - hits, tries, 0.025) == pytest.approx(high, abs=5e-5)


def test_none_seen_in_as_many_pairs_leaves_five_elsewhere() -> None:
    """Each is as likely here as there: six there and none here happens once in 64 times."""
    assert most_elsewhere(0, 1000, 1000, 0.025) == 5
    assert most_elsewhere(0, 0, 7, 0.025) == 7, "nobody looked"


def test_as_many_tries_as_are_likely_to_have_so_few_hits() -> None:
    """None of six heads: once in 64; none of five: once in 32."""
    assert most_tries(0, 0.5, 100, 0.025) == 5
    assert most_tries(0, 0.5, 3, 0.025) == 3
    assert most_tries(4, 1.0, 100, 0.025) == 4


def measured(
    organisation: str, clients: int, coded: int | None = None, alike: int = 0, sampled: int = 60
) -> Measurement:
    codes = clients if coded is None else coded
    return Measurement(organisation, clients, codes, alike, Sample(sampled, sampled))


@pytest.mark.parametrize(("sampled", "lack"), [(49, Lack.STEEKPROEF_TE_KLEIN), (50, None)])
def test_fifty_are_sampled_at_least(sampled: int, lack: Lack | None) -> None:
    assert measured("BOYS", 240, sampled=sampled).lack == lack


@pytest.mark.parametrize(("sampled", "lack"), [(29, Lack.STEEKPROEF_TE_KLEIN), (30, None)])
def test_an_organisation_of_thirty_samples_all(sampled: int, lack: Lack | None) -> None:
    assert measured("BOYS", 31, coded=30, sampled=sampled).lack == lack


def test_a_city_of_the_usual_sizes_may_be_told_once_all_are_sampled() -> None:
    missing = Measurement("BOYS", 240, 240, 0)
    others = [measured("FREECLINIC", 75), measured("GHAPRO", 1250)]
    assert lacking([missing, *others], LARGE, T) == [(Lack.GEEN_STEEKPROEF, "BOYS")]
    assert error_of([missing, *others], T) is None
    assert lacking([measured("BOYS", 240), *others], LARGE, T) == []


def test_a_total_that_says_next_to_nothing_is_not_told() -> None:
    sizes = {"BOYS": 60, "GHAPRO": 130}
    both = [measured(organisation, size) for organisation, size in sizes.items()]
    assert lacking(both, sizes, T) == [(Lack.TE_ONZEKER, None)]
    assert lacking(both, {"BOYS": 60}, T) == [(Lack.GEEN_EXACT_TOTAAL, "GHAPRO")]
    half = [measured(of, size, coded=size // 2) for of, size in LARGE.items()]
    assert lacking(half, LARGE, T) == [(Lack.TE_ONZEKER, None)], "half of all lack a code"


@pytest.mark.parametrize(
    ("figure", "without_code", "false_meetings", "told"),
    [
        (LinkedFigure(300, 291, 300), 0, 0, LinkedFigure(295, 290, 300)),
        (LinkedFigure(300, 291, 300), 1, 0, LinkedFigure(295, 290, 300)),
        (LinkedFigure(300, 291, 300), 2, 0, LinkedFigure(294, 288, 300)),
        (LinkedFigure(290, 281, 299), 0, 0, LinkedFigure(290, 281, 299)),
        (LinkedFigure(290, 281, 299), 0, 1, LinkedFigure(290, 280, 300)),
    ],
)
def test_bounds_widen_by_who_has_no_code_or_was_met_wrongly(
    figure: LinkedFigure, without_code: int, false_meetings: int, told: LinkedFigure
) -> None:
    """300 counted by two organisations, of whom 100 at most came to both; every code is right. An
    odd width gets one more, so that the middle is a whole number."""
    error = LinkageError(100, false_meetings, without_code)
    sizes = {TOTAL: {"GHAPRO": 200, "BOYS": 100}}
    assert widened({TOTAL: figure}, sizes, error, T) == {TOTAL: told}


@pytest.mark.parametrize("uncoded", [0, 5])
def test_bounds_widen_and_never_narrow_and_lie_as_far_on_either_side(uncoded: int) -> None:
    """A reader is told the middle and how far it may be off: no more is made of it."""
    clients = city(1, LARGE, 0.08)
    told = shown(clients)
    figures = linked_figures(LinkedQuestion(told, persons(clients), b"secret", T))
    error = error_of([measured(of, size, size - uncoded) for of, size in LARGE.items()], T)
    assert error is not None
    found = widened(figures, told, error, T)
    assert found[TOTAL].value is not None
    for key, figure in found.items():
        before = figures[key]
        if figure.at_least is None or figure.at_most is None or figure.value is None:
            continue
        assert before.at_least is not None
        assert before.at_most is not None
        assert max(told[key].values()) <= figure.at_least <= before.at_least
        assert before.at_most <= figure.at_most <= sum(told[key].values())
        assert figure.at_least <= figure.value <= figure.at_most
        assert figure.value - figure.at_least == figure.at_most - figure.value


def test_what_is_added_is_the_same_whoever_came_twice() -> None:
    """Every register with the same drawn figure has the same bounds: rule 2 stays as wide."""
    sizes = {"GHAPRO": 200, "BOYS": 100}
    error = LinkageError(agreement=90, false_meetings=20, without_code=10)
    told: dict[LinkedFigure, set[LinkedFigure]] = defaultdict(set)
    for both in range(0, 101, 3):
        clients = [LinkedClient("GHAPRO", "raam", f"p{nr}") for nr in range(200)]
        clients += [LinkedClient("BOYS", "raam", f"p{200 - both + nr}") for nr in range(100)]
        figures = linked_figures(LinkedQuestion(shown(clients), persons(clients), b"s", T))
        before = figures[TOTAL]
        told[before].add(widened(figures, shown(clients), error, T)[TOTAL])
        if before.value is None:
            assert left_out(sizes, T), both
    assert all(len(after) == 1 for after in told.values())
    assert told[LinkedFigure()] <= {LinkedFigure()}, "what was left out stays so"


@pytest.mark.parametrize("own", range(6))
def test_numbers_of_the_error_size_no_group_below_five_for_another_organisation(own: int) -> None:
    """Who knows its own counts, and all but one of those of another, finds five values or more."""
    for which in ("alike", "uncoded"):
        seen: dict[LinkageError, list[int]] = defaultdict(list)
        for other in range(12):
            mine = {"alike": own} if which == "alike" else {"coded": 240 - own}
            theirs = {"alike": other} if which == "alike" else {"coded": 1250 - other}
            error = error_of([measured("BOYS", 240, **mine), measured("GHAPRO", 1250, **theirs)], T)
            assert error is not None
            seen[error].append(other)
        for numbers in seen.values():
            if min(numbers) < T and max(numbers) >= 1:
                assert max(numbers) - min(numbers) >= T - 1, (which, own, numbers)
                assert min(numbers) == 0 or max(numbers) >= T, (which, own, numbers)


def test_who_was_told_and_is_erased_moves_no_sum() -> None:
    """Told 240 and 75; three clients, one of them known to both, are erased before the join."""
    clients = city(3, LARGE, 0.2)
    told = shown(clients)
    hidden = [key for key in map(key_of, ("raam", "straat", "escort")) if key not in told]
    assert not hidden
    gone = [each for each in clients if each.organisation == "BOYS"][:3]
    kept = [each for each in clients if each not in gone]
    padded = [*as_told(kept, told)]
    assert shown(padded) == told
    figures = linked_figures(LinkedQuestion(told, persons(padded), b"secret", T))
    before = linked_figures(LinkedQuestion(told, persons(clients), b"secret", T))
    for key, figure in figures.items():
        assert (figure.value is None) == (before[key].value is None)
        if figure.value is None or before[key].value is None:
            continue
        assert max(told[key].values()) <= figure.value <= sum(told[key].values())
        assert abs(figure.value - (before[key].value or 0)) in (0, 2 * T)


def test_who_is_of_another_branch_than_was_told_moves_no_sum() -> None:
    """A year counts few who changed since its half as that knew them; the rows know them now."""
    clients = city(3, LARGE, 0.2)
    told = shown(clients)
    at_raam = [each for each in clients if (each.organisation, each.branch) == ("BOYS", "raam")][:3]
    for now in ("straat", "massagesalon"):
        moved = [replace(each, branch=now) if each in at_raam else each for each in clients]
        padded = [*as_told(moved, told)]
        assert shown(padded) == told
        assert len(padded) == len(clients)
        assert {each.code for each in padded} == {each.code for each in clients}


def test_somebody_erased_of_a_hidden_branch_is_still_one_of_the_total() -> None:
    clients = city(1, {"GHAPRO": 80, "BOYS": 60}, 0.1)
    clients += [LinkedClient("BOYS", "massagesalon", f"o{nr}") for nr in range(2)]
    told = shown(clients)
    assert "BOYS" not in told.get(key_of("massagesalon"), {})
    padded = [*as_told(clients[:-1], told)]
    assert shown(padded)[TOTAL] == told[TOTAL]


SKEWED = [1 / (nr + 8) for nr in range(26 * 26)]
"""Shares of two letters, a few of which are frequent, as names have them."""


def _town(dice: Random, sizes: Mapping[str, int], both: int, slip: float) -> list[LinkedClient]:
    """Organisations that share ``both`` persons, and write each down wrongly now and then."""
    letters = [*range(len(SKEWED))]
    facts: dict[int, tuple[int, ...]] = {}

    def written(person: int) -> str:
        if person not in facts:
            facts[person] = (*dice.choices(letters, SKEWED, k=2), dice.randrange(30))
        mother, father, year = facts[person]
        if dice.random() < slip:
            year += 1000 + dice.randrange(1_000_000)
        return f"{mother} {father} {year}"

    found, last = [], 0
    for organisation, size in sizes.items():
        there = [*range(max(0, last - both), max(0, last - both) + size)]
        last = there[-1] + 1
        found += [LinkedClient(organisation, "raam", written(person)) for person in there]
    return found


def test_what_is_real_lies_between_the_bounds_in_95_of_100_years() -> None:
    """Years with slips in writing, and short facts that two persons share.

    Codes are counted exactly here: what rounding hides would help. Without the error most years
    would say too many.
    """
    sizes, both, slip, years = {"GHAPRO": 400, "BOYS": 160}, 60, 0.03, 200
    whole = sum(sizes.values())
    told = {TOTAL: sizes}
    outside = without = 0
    for year in range(years):
        dice = Random(year)
        clients = _town(dice, sizes, both, slip)
        found = []
        for organisation, size in sizes.items():
            codes = Counter(each.code for each in clients if each.organisation == organisation)
            pairs = sum(comb(number, 2) for number in codes.values())
            agreed = sum(dice.random() >= slip and dice.random() >= slip for _ in range(80))
            found.append(Measurement(organisation, size, size, pairs, Sample(80, agreed)))
        error = error_of(found, T)
        assert error is not None
        assert says_enough(sizes, error, T)
        counted = distinct(persons(clients))
        figure = widened({TOTAL: LinkedFigure(counted, counted, counted)}, told, error, T)[TOTAL]
        assert figure.at_least is not None
        assert figure.at_most is not None
        outside += not figure.at_least <= whole - both <= figure.at_most
        without += counted != whole - both
    assert outside <= years * 0.05
    assert without >= years * 0.9


@pytest.mark.parametrize(
    ("hits", "tries", "share", "chance"),
    [
        (-1, 3, 0.5, 0.0),
        (0, 3, 0.5, 0.125),
        (1, 3, 0.5, 0.5),
        (2, 3, 0.5, 0.875),
        (3, 3, 0.5, 1.0),
        (2, 3, 0.0, 1.0),
        (2, 3, 1.0, 0.0),
    ],
)
def test_the_chance_of_at_most_so_many_heads(
    hits: int, tries: int, share: float, chance: float
) -> None:
    """Of three coins: eight ways, of which one has no heads and three have one."""
    assert at_most(hits, tries, share) == pytest.approx(chance)

"""Calibration on claims at hand: what it learns, how far it may go, and what it refuses."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from linkage.claim import Features, RawClaim
from linkage.expectation_maximisation import ImplausibleError, _tempered, calibrate
from linkage.model import Levels, Model

MODEL = Model.shipped()


def somebody(number: int) -> RawClaim:
    """Somebody whom nobody resembles, born on some day of forty years."""
    mark = "".join(chr(97 + int(digit)) for digit in f"{number:05}")
    born = f"{1960 + number % 40}-{1 + number % 12:02}-{13 + number % 15}"
    return RawClaim(f"Ana{mark}", f"Voor{mark}", born)


def three_times_each(persons: int) -> tuple[list[Features], list[tuple[int, int]]]:
    """The claims of so many, each paired with those of the same person before it; in the last one
    of every second the given name is another word."""
    claims, pairs = [], []
    for number in range(persons):
        hers = somebody(number)
        last = replace(hers, given_names="Ilinca") if number % 2 else hers
        pairs += [(3 * number + 1, 3 * number), (3 * number + 2, 3 * number)]
        pairs.append((3 * number + 2, 3 * number + 1))
        claims += [Features.of(claim) for claim in (hers, hers, last)]
    return claims, pairs


def test_claims_teach_how_many_are_about_somebody_known_and_which_fields_slip() -> None:
    claims, pairs = three_times_each(150)
    learned = calibrate(claims, pairs, MODEL)
    assert learned.version == "calibrated-450"
    assert learned.known_share == pytest.approx(2 / 3, abs=0.05)
    assert learned.population == pytest.approx(150, rel=0.1)
    given, family = (
        learned.fields[field]["m"]["different"] - MODEL.fields[field]["m"]["different"]
        for field in ("given", "family")
    )
    assert given > 0.05, "a given name in six is another"
    assert family < 0.01, "no family name is"
    assert learned.faults(MODEL) == []


def test_a_person_who_came_twice_is_one_to_whom_the_third_claim_is_linked() -> None:
    """Were her two claims two persons, the third would fit either, and teach half as much."""
    claims, pairs = three_times_each(150)
    alone = [pair for pair in pairs if pair[0] - pair[1] == 1]
    by_all, by_one = (calibrate(claims, each, MODEL) for each in (pairs, alone))
    for level in ("exact", "different"):
        shares = (each.fields["given"]["m"][level] for each in (by_all, by_one))
        assert next(shares) == pytest.approx(next(shares), abs=0.03)


def test_claims_that_do_not_tell_people_apart_are_refused() -> None:
    nobody_twice = [Features.of(somebody(number)) for number in range(4_000)]
    with pytest.raises(ImplausibleError, match="2% of the claims would be about somebody known"):
        calibrate(nobody_twice, [], MODEL)
    always_she = [Features.of(somebody(7))] * 4_000
    pairs = [(later, later - 1) for later in range(1, len(always_she))]
    with pytest.raises(ImplausibleError, match="98% of the claims would be about somebody known"):
        calibrate(always_she, pairs, MODEL)


def bits(exact: float, near: float) -> Model:
    """A given name of which levels speak by so many bits."""
    m: Levels = {"exact": 0.8, "near": 0.1, "different": 0.1}
    u = {"exact": 0.8 / 2**exact, "near": 0.1 / 2**near, "different": 0.2}
    fields: Mapping[str, Mapping[str, Levels]] = {"given": {"m": m, "u": u}}
    return replace(MODEL, fields=fields)


@pytest.mark.parametrize(
    ("learned", "near"),
    [
        (bits(exact=12, near=2), 2),
        (bits(exact=12, near=6.8), 6.8),
        (bits(exact=12, near=10), 6.9),  # from 0, as shipped
        (bits(exact=12, near=-10), -6.9),
        (bits(exact=3, near=5), 3),  # never more than what is equal
    ],
)
def test_a_level_between_stays_near_what_was_shipped_and_below_what_is_closer(
    learned: Model, near: float
) -> None:
    tempered = _tempered(learned, bits(exact=5, near=0))
    assert tempered.bits("given", "exact") == pytest.approx(learned.bits("given", "exact"))
    assert tempered.bits("given", "near") == pytest.approx(near)
    assert tempered.bits("given", "different") <= tempered.bits("given", "near")

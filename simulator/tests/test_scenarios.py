"""Scenarios: claims that arrive otherwise, and people who have other things in common."""

import pytest

from simulator.claims import SCENARIOS, Claims
from simulator.claims.scenarios import REGISTER, SHIFT

PERSONS, SEED = 800, 3


def test_a_register_comes_before_all_other_claims_and_brings_each_person_once() -> None:
    claims = list(Claims(PERSONS, SEED, "register-first").stream())
    registered = 0
    seen: set[int] = set()
    for claim in claims:
        if claim.person in seen:
            break
        seen.add(claim.person)
        registered += 1
    assert 0.8 * PERSONS < registered <= PERSONS
    known = sum(claim.person in seen for claim in claims[registered:])
    assert 0.7 < known / (len(claims) - registered) < 1


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_every_order_of_a_scenario_has_the_same_claims(scenario: str) -> None:
    made = Claims(PERSONS, SEED, scenario)
    one, other = (sorted(made.stream(order), key=lambda said: said.claim_id) for order in (0, 1))
    assert one == other
    assert len(one) == len(made)


def test_without_relatives_nobody_has_her_names_from_another() -> None:
    alone, usual = (Claims(PERSONS, SEED, name).population for name in ("no-relatives", "mixed"))
    assert not any(alone.relative_of(number) for number in range(PERSONS))
    assert sum(usual.relative_of(number) is not None for number in range(PERSONS)) > 20


def test_claims_mixed_up_hold_the_value_of_a_relative_and_say_so() -> None:
    made = Claims(PERSONS, SEED, "relatives-mixed-up")
    mixed = [
        (claim, slip.removeprefix("relatives_"))
        for claim in made.stream()
        for slip in claim.changed
        if slip.startswith("relatives_")
    ]
    assert len(mixed) > 15
    births = [claim for claim, field in mixed if field == "birthDate"]
    for claim in births:
        relative = made.population.relative_of(claim.person)
        assert relative is not None
        own = made.population.person(claim.person).birth
        assert claim.fields["birthDate"] != own.isoformat() or relative.birth == own


def test_two_sources_differ_in_how_often_they_speak_of_somebody_known() -> None:
    seen: set[int] = set()
    known: dict[str, list[bool]] = {REGISTER: [], SHIFT: []}
    for claim in Claims(PERSONS, SEED, "two-sources").stream():
        known[claim.source].append(claim.person in seen)
        seen.add(claim.person)
        assert claim.row()["source"] == claim.source
    shares = {source: sum(said) / len(said) for source, said in known.items()}
    assert shares[REGISTER] < shares[SHIFT] - 0.1

"""Lessons of a stream of claims: fear of relatives, and contradictions that count."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from linkage import blocking
from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.decision import decide, rank
from linkage.match_weights import share_of_her
from linkage.model import Model
from linkage.outcomes import Decision, Match, New, Review
from linkage.parameter_estimation import (
    LEARN_EVERY,
    MIN_KIN,
    MIN_TWIN,
    EstimatedParameters,
    _every,
)
from linkage.posterior import KnownClaim, RankedPerson

MODEL = Model.shipped()
KNOWN_ALREADY = Match((RankedPerson(UUID(int=1), (), 1.0, None),), 1.0)


def somebody(number: int, **others: str) -> RawClaim:
    """Somebody whom nobody resembles."""
    mark = "".join(chr(97 + int(digit)) for digit in f"{number:05}")
    claim = {"given_names": f"Ana{mark}", "family_name": f"Voor{mark}{mark[::-1]}"}
    return RawClaim(
        **claim | {"birth_date": f"19{60 + number % 40}-05-{1 + number % 28:02}"} | others
    )


def observed(parameters: EstimatedParameters, claim: RawClaim, *known: RawClaim) -> Decision:
    """The decision on the claim, each of ``known`` being a person; learned from."""
    features = Features.of(claim)
    near = [KnownClaim(UUID(int=n + 1), Features.of(other)) for n, other in enumerate(known)]
    decision = decide(features, near, MODEL, parameters)
    parameters.observe(features, decision, MODEL)
    return decision


def kin(parameters: EstimatedParameters) -> float:
    """Relatives per new claim, as they are feared now."""
    learned = parameters.as_model(MODEL, "test")
    return learned.kin


def test_where_nobody_has_relatives_they_are_soon_feared_no_more_than_always() -> None:
    parameters = EstimatedParameters()
    for number in range(600):
        observed(parameters, somebody(number))
    assert kin(parameters) == pytest.approx(MIN_KIN, rel=0.3)


def test_where_addresses_show_that_nobody_has_relatives_fear_of_them_fades() -> None:
    """Names and birth dates alone show nothing of it; a thousand houses of one person each do."""
    parameters = EstimatedParameters()
    fears = []
    for number in range(1_000):
        place = {"street": f"Zilverenlaan {number}", "house_number": "12"}
        observed(parameters, somebody(number, **place))
        if number in (99, 999):
            fears.append(kin(parameters))
    assert fears[0] > MIN_KIN / 2
    assert MIN_KIN / 12 < fears[1] < MIN_KIN / 6


def twins(parameters: EstimatedParameters) -> float:
    """Twins of somebody known per new claim, as they are feared now."""
    return parameters.weights(MODEL).twin * json.loads(parameters.delta())["claims"]["new"]


def test_where_there_are_no_twins_they_are_soon_feared_no_more_than_always() -> None:
    parameters = EstimatedParameters()
    for number in range(600):
        observed(parameters, somebody(number))
    assert twins(parameters) == pytest.approx(MIN_TWIN, rel=0.3)


def test_a_register_with_twins_teaches_to_ask_people_about_twins() -> None:
    """Of one name and birth date, with another given name: one new person in ten."""
    parameters = EstimatedParameters()
    for number in range(600):
        first = somebody(number)
        observed(parameters, first)
        if number % 10 == 0:
            decision = observed(parameters, replace(first, given_names=f"Ilinca{number}"), first)
    assert not isinstance(decision, Match)
    assert twins(parameters) > 20 * MIN_TWIN


def test_papers_that_are_the_same_tell_a_twin_apart_and_papers_almost_the_same_do_not() -> None:
    """Twins' papers are often made one after the other."""
    hers = RawClaim("Ana", "Voorbeeld", "1998-05-07", documents=(passport("X1234567"),))
    weights = EstimatedParameters().weights(MODEL)
    same, almost = (
        share_of_her(best.steps, best.prior, weights)
        for number in ("X1234567", "X1234568")
        for best in rank(
            Features.of(replace(hers, given_names="Ilinca", documents=(passport(number),))),
            [KnownClaim(UUID(int=1), Features.of(hers))],
        )
    )
    assert same > 0.99
    assert almost < same


def passport(number: str) -> IdentityDocument:
    return IdentityDocument("paspoort", "ROU", number)


def test_sisters_under_one_roof_teach_to_fear_sisters() -> None:
    home = {"street": "Zilverenlaan", "house_number": "12", "postcode": "2000"}
    parameters = EstimatedParameters()
    for number in range(300):
        place = home | {"street": f"Zilverenlaan {number}"}
        first = somebody(number, **place)
        observed(parameters, first)
        hers = {"family_name": str(first.family_name), "given_names": f"Ilinca{number}"}
        sister = somebody(number, **hers, birth_date="1971-11-23", **place)
        assert not isinstance(observed(parameters, sister, first), Match)
    assert kin(parameters) > 10 * MIN_KIN


def test_claims_about_somebody_known_do_not_dilute_how_many_relatives_come() -> None:
    """Odds are against somebody new, so the rate is among the new: repeats say nothing of it."""
    parameters = EstimatedParameters()
    for number in range(200):
        observed(parameters, somebody(number))
    before = kin(parameters)
    for number in range(2_000):
        parameters.observe(Features.of(somebody(number % 200)), KNOWN_ALREADY, MODEL)
    assert kin(parameters) == pytest.approx(before, rel=0.05)


def test_a_field_that_contradicts_teaches_no_more_than_the_whole_comparison_believes() -> None:
    """The other fields alone would call twins one person, and teach "same person, other name"."""
    parameters = EstimatedParameters()
    hers = somebody(7, family_name="Voorbeeld")
    decision = observed(parameters, replace(hers, given_names="Ilinca"), hers)
    (best,) = decision.ranked
    assert isinstance(decision, Review)
    assert 0.05 < best.posterior < 0.99
    taught = json.loads(parameters.delta())
    hers_and_no_twin = share_of_her(best.steps, best.prior, EstimatedParameters().weights(MODEL))
    assert hers_and_no_twin < 0.99
    assert taught["m:given"]["different"] == pytest.approx(best.posterior * hers_and_no_twin)


def test_what_was_shipped_of_who_is_known_weighs_as_much_as_fifty_claims() -> None:
    parameters = EstimatedParameters()
    for share in (MODEL.known_share, MODEL.known_share / 2):
        assert parameters.as_model(MODEL, "test").known_share == pytest.approx(share)
        for number in range(50):
            observed(parameters, somebody(number))


def test_after_much_of_a_stream_one_in_four_and_then_one_in_sixteen_teaches() -> None:
    learned = (0, 4_000, 4_001, 13_000, 13_001, 1_000_000)
    assert [_every(each) for each in learned] == [1, 1, 4, 4, 16, 16]


def test_a_register_of_new_people_does_not_use_up_the_learning() -> None:
    """It teaches no links, so that the links that come after it still count one by one."""
    parameters = EstimatedParameters()
    for number in range(LEARN_EVERY[0][0] + 300):
        parameters.observe(Features.of(somebody(number)), New(), MODEL)
    before = parameters.as_model(MODEL, "test").fields["birth"]["m"]["swapped"]
    for number in range(100):
        hers = somebody(number, birth_date="1990-03-04", phone=f"0470{number:06}")
        moved = somebody(number, birth_date="1990-04-03", phone=f"0470{number:06}")
        assert isinstance(observed(parameters, moved, hers), Match)
    after = parameters.as_model(MODEL, "test").fields["birth"]["m"]["swapped"]
    assert after > 3 * before


@pytest.mark.parametrize("lost", [{"postcode": "2100"}, {"municipality": "Dorne"}])
def test_without_number_and_birth_date_a_street_finds_whose_house_and_names_are_misspelt(
    lost: dict[str, str],
) -> None:
    home = {"street": "Zilverenlaan", "postcode": "2000", "municipality": "Deurne"}
    hers = Features.of(RawClaim("Ana", "Voorbeeld", None, house_number="12", **home))
    claimed = RawClaim("Xana", "Ovorbeeld", None, house_number="21", **home | lost)
    assert blocking.probes(Features.of(claimed)) & blocking.keys(hers)


@pytest.mark.parametrize(
    "lost",
    [
        {"street": "Anderslaan", "postcode": "9100", "house_number": "3"},
        {"given_names": "Xilinca", "postcode": "9100", "house_number": "3"},
        {"family_name": None, "street": "Anderslaan", "postcode": "9100"},
        {"given_names": None, "family_name": "Oobeelvd", "street": None, "postcode": "2010"},
        {"street": "Zilveren", "house_number": "3", "given_names": None, "family_name": None},
    ],
    ids=[
        "a name and the place",
        "a name and the street",
        "the given name and the place",
        "the house and the place",
        "the street without its last word, and the place",
    ],
)
def test_of_names_and_an_address_alone_any_two_find_her(lost: dict[str, str | None]) -> None:
    claim = RawClaim("Ana", "Voorbeeld", None, street="Zilveren plaats", house_number="12")
    hers = replace(claim, postcode="2000", municipality="Deurne")
    claimed = replace(hers, **lost)  # type: ignore[arg-type]
    assert blocking.probes(Features.of(claimed)) & blocking.keys(Features.of(hers))


def test_a_birth_date_that_is_misspelt_does_not_hide_who_has_an_address() -> None:
    home = {"street": "Zilverenlaan", "house_number": "12", "municipality": "Deurne"}
    hers = Features.of(RawClaim("Ana", "Voorbeeld", "1998-05-07", postcode="2000", **home))
    claimed = RawClaim("Xana", "Voorbeeld", "1908-05-07", postcode="9100", **home)
    claimed = replace(claimed, street="Anderslaan")
    assert blocking.probes(Features.of(claimed)) & blocking.keys(hers)


def test_a_number_that_is_misspelt_does_not_hide_who_has_an_address() -> None:
    """It finds nobody then, and stands on half the claims of a register that has numbers."""
    home = {"house_number": "12", "municipality": "Deurne"}
    hers = RawClaim("Ana", "Voorbeeld", "1998-05-07", national_number="98.13.07-001.29", **home)
    claimed = replace(hers, given_names="Xana", birth_date="1908-05-07", postcode="9100")
    claimed = replace(claimed, national_number="98.13.07-010.29")
    assert blocking.probes(Features.of(claimed)) & blocking.keys(Features.of(hers))


@pytest.mark.parametrize("place", [{"municipality": "Deurne"}, {"house_number": "12"}])
def test_a_birth_date_and_a_place_find_whose_names_nobody_can_read(place: dict[str, str]) -> None:
    hers = Features.of(RawClaim("Ana", "Voorbeeld", "1998-05-07", **place))
    claimed = Features.of(RawClaim(None, "Ilinca", "1998-05-07", **place))
    assert blocking.probes(claimed) & blocking.keys(hers)


def test_beside_a_phone_a_place_finds_nobody() -> None:
    """Keys of names and places would push aside whom the phone finds."""
    home = {"house_number": "12", "municipality": "Deurne", "phone": "0470 00 00 01"}
    hers = Features.of(RawClaim("Ana", "Voorbeeld", None, **home))
    other = Features.of(RawClaim("Ilinca", "Elders", None, **home | {"phone": "0470 00 00 29"}))
    assert not blocking.probes(other) & blocking.keys(hers)


def test_a_street_finds_nobody_for_a_claim_with_a_birth_date() -> None:
    """It would find all who live there, and cost every claim two keys."""
    home = {"street": "Zilverenlaan", "postcode": "2000", "municipality": "Deurne"}
    hers = Features.of(RawClaim("Ana", "Voorbeeld", "1998-05-07", house_number="12", **home))
    other = Features.of(RawClaim("Ilinca", "Elders", "1971-11-23", house_number="7", **home))
    assert not blocking.probes(other) & blocking.keys(hers)


def test_weights_that_moved_farther_than_noise_allows_are_not_decided_by() -> None:
    """Seven bits, and three more."""
    shipped = Model.shipped()
    assert shipped.faults(shipped) == []
    shares = shipped.fields["phone"]
    for bits, is_sane in ((9.5, True), (10.5, False)):
        exact = shares["u"] | {"exact": shares["u"]["exact"] / 2**bits}
        moved = replace(shipped, fields={**shipped.fields, "phone": {"m": shares["m"], "u": exact}})
        assert (moved.faults(shipped) == []) is is_sane


@pytest.mark.parametrize(
    ("likely", "link_at"),
    [
        ({"30": 1000.0, "9": 90.0}, 0.95),  # 4.0 of 1,090 would be wrong: 4 in a thousand hold
        ({"30": 1000.0, "9": 100.0}, 0.96875),  # 4.5 of 1,100: only from the bin above, five bits
        ({"30": 200.0, "9": 99.0}, 0.97),  # 299 links are too few to go by
        ({"30": 201.0, "9": 99.0}, 0.96875),
        ({"30": 1000.0, "11": 500.0}, 0.97),  # never above what was shipped
    ],
)
def test_claims_are_linked_from_where_no_more_than_four_in_a_thousand_are_wrong(
    likely: dict[str, float], link_at: float
) -> None:
    """A bin of half a bit is taken at its middle, and its wrong links a fifth more than it says."""
    parameters = EstimatedParameters()
    parameters.merge(json.dumps({"posteriors": likely}).encode())
    assert parameters.weights(MODEL).match_at == link_at

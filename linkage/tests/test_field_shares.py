"""Levels of a field as learned: within bounds, the right way up; and terms that are rare go."""

from dataclasses import replace

import pytest

from linkage.field_shares import bounded, m_shares, u_shares
from linkage.model import Model
from linkage.term_frequencies import Tables, count_person, drop_rare_terms

MODEL = Model.shipped()
SEX = replace(
    MODEL,
    fields={"sex": {"m": {"exact": 0.9, "different": 0.1}, "u": {"exact": 0.5, "different": 0.5}}},
)


@pytest.mark.parametrize(
    ("learned", "kept"),
    [
        ({"exact": 2.0, "different": -1.0}, {"exact": 2.0, "different": -1.0}),
        ({"exact": 9.9, "different": -1.0}, {"exact": 9.9, "different": -1.0}),
        ({"exact": 10.1, "different": -1.0}, {"exact": 10.0, "different": -1.0}),  # 3 and 7 more
        ({"exact": 2.0, "different": -9.0}, {"exact": 2.0, "different": -8.0}),  # -1 and 7 less
        ({"exact": 2.0, "different": 0.5}, {"exact": 2.0, "different": 0.0}),
        ({"exact": -2.0, "different": -0.5}, {"exact": -0.5, "different": -0.5}),
    ],
)
def test_no_level_goes_seven_bits_from_what_was_shipped_nor_the_wrong_way_up(
    learned: dict[str, float], kept: dict[str, float]
) -> None:
    assert bounded(dict(learned), {"exact": 3.0, "different": -1.0}) == kept


def test_what_was_shipped_counts_for_a_hundred_of_one_person_and_a_thousand_strangers() -> None:
    counts = {"m:sex": {"exact": 80.0, "different": 20.0}, "u:sex": {"exact": 1000.0}}
    assert m_shares(counts, SEX, "sex") == pytest.approx({"exact": 0.85, "different": 0.15})
    assert u_shares(counts, SEX, "sex") == pytest.approx({"exact": 0.75, "different": 0.25})


def test_a_hand_that_spoils_other_fields_is_expected_to_spoil_this_one() -> None:
    """Streets differ three times as often as was shipped, so postcodes are expected to."""
    shipped = MODEL.fields["street"]["m"]["different"]
    claims = 100_000.0
    streets = {"different": 3 * shipped * claims, "exact": (1 - 3 * shipped) * claims}
    found = m_shares({"m:street": streets}, MODEL, "postcode")
    before = MODEL.fields["postcode"]["m"]
    assert found["different"] == pytest.approx(3 * before["different"], rel=1e-3)
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["exact"] / found["alike"] == pytest.approx(before["exact"] / before["alike"])
    own = m_shares({"m:street": streets}, MODEL, "sex")
    assert own == pytest.approx(dict(MODEL.fields["sex"]["m"])), "one hand does not spoil it"


@pytest.mark.parametrize(
    ("learned", "faults"), [(0.0099, 1), (0.01, 0), (0.5, 0), (0.99, 0), (0.9901, 1)]
)
def test_a_share_that_leaves_nobody_known_or_new_is_a_fault(learned: float, faults: int) -> None:
    assert len(replace(MODEL, known_share=learned).faults(MODEL)) == faults


def of_counts(exact: float, different: float) -> Model:
    shares = {"m": {"exact": exact, "different": 1 - exact}}
    shares |= {"u": {"exact": different, "different": 1 - different}}
    return replace(MODEL, fields={"sex": shares})


@pytest.mark.parametrize(
    ("model", "faults"),
    [
        (of_counts(0.9, 0.5), []),
        (of_counts(0.2, 0.5), ["equal values speak against", "different values", "speaks less"]),
    ],
)
def test_a_level_that_speaks_the_wrong_way_is_a_fault(model: Model, faults: list[str]) -> None:
    found = model.faults(SEX)
    assert bool(found) is bool(faults)
    assert all(any(said in fault for fault in found) for said in faults)


def test_terms_that_came_least_often_are_dropped_until_half_of_the_room_is_free() -> None:
    """There is room for 30,000."""
    once = {f"once {nr}": 1.0 for nr in range(8_000)}
    twice = {f"twice {nr}": 2.0 for nr in range(8_000)}
    counts = once | twice
    drop_rare_terms(counts)
    assert counts == twice
    often = {f"often {nr}": 4.0 for nr in range(16_000)} | {"oftener": 5.0}
    drop_rare_terms(often)
    assert often == {"oftener": 5.0}
    few = {f"{nr}": 1.0 for nr in range(15_000)}
    drop_rare_terms(few)
    assert len(few) == 15_000


def test_a_table_of_more_than_thirty_thousand_terms_loses_those_that_came_once() -> None:
    tables: Tables = {"family": {f"once {nr}": 1.0 for nr in range(29_998)} | {"often": 9.0}}
    count_person(tables, [("family", ("often",))])
    assert len(tables["family"]) == 30_000, "with the count of all"
    count_person(tables, [("family", ("new",))])
    assert tables["family"] == {"often": 10.0, "#": 2.0}

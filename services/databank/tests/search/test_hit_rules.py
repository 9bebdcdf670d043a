"""The order of what is found: by the fields that agree, and how well."""

import pytest

from databank.search.rules import agrees, features, hit


@pytest.mark.parametrize(
    ("levels", "points"),
    [
        ({}, 0),
        ({"given": "alike"}, 1),
        ({"given": "exact"}, 2),
        ({"family": "sound"}, 2),
        ({"birth": "typo"}, 3),
        ({"phone": "exact"}, 8),
        ({"number": "typo", "family": "exact"}, 12),
        ({"document": "exact", "order": "swapped"}, 16),
    ],
)
def test_the_same_is_worth_twice_what_is_alike(levels: dict[str, str], points: int) -> None:
    assert hit(levels).points == points


def test_fields_of_two_claims_count_once_by_the_better() -> None:
    one, other = hit({"family": "alike", "birth": "exact"}), hit({"family": "exact"})
    for joined in (one.joined(other), other.joined(one)):
        assert joined.why == (("family", "exact"), ("birth", "exact"))
        assert joined.points == 10


def test_a_search_narrows_what_a_claim_knows_and_nothing_else() -> None:
    claim = features(family_name="Voorbeeld", given_names="Ana", birth_date="1990-05-06")
    assert agrees(features(family_name="Voorbeeld"), claim)
    assert agrees(features(family_name="Voorbeeld", phone="+32470123456"), claim)
    assert agrees(features(family_name="Voorbeeld", birth_date="1971-11-23"), claim) is None
    assert agrees(features(family_name="Anders", given_names="Ana"), claim) is None
    assert agrees(features(phone="+32470123456"), claim) is None

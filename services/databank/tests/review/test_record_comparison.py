"""Two record cards side by side: they agree where the matcher says so, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.review.rules.record_comparison import Agreement, compare, levels
from linkage.claim import IdentityDocument, RawClaim

STEP = {
    "familyName": "family",
    "givenNames": "given",
    "birthDate": "birth",
    "sex": "sex",
    "nationalNumber": "number",
    "phone": "phone",
    "documents": "document",
}
SPELLINGS = {
    "family_name": ["Năstase", "Nastase", "NASTASE", "Нăstase", "van der Berg", "Berg", "Popescu"],
    "given_names": ["Ioana", "Joana", "Ioana Maria", "Мария", "Mariya", "Élodie", "Elodie"],
    "birth_date": ["1998-05-17", "17/05/1998", "1998", "1989-05-17"],
    "sex": ["v", "vrouw", "m"],
    "national_number": ["85.07.30-033.28", "85073003328", "85073003329"],
    "phone": ["+32 470 12 34 56", "0470123456", "0470123457"],
}
DOCUMENTS = [
    (),
    (IdentityDocument("paspoort", "ROU", "AB 123456"),),
    (IdentityDocument("andere", "", "ab123456"),),
    (IdentityDocument("paspoort", "BGR", "AB123456"),),
    (IdentityDocument("eID", "ROU", "AB123457"),),
]
claims = st.builds(
    RawClaim,
    documents=st.sampled_from(DOCUMENTS),
    **{name: st.none() | st.sampled_from(values) for name, values in SPELLINGS.items()},
)


def agreements(one: RawClaim, other: RawClaim) -> dict[str, Agreement]:
    compared = compare([one], [other], levels(one, other))
    return {field.name: field.agreement for field in compared}


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Năstase", "Nastase", Agreement.GELIJK),
        ("Христова", "Hristova", Agreement.GELIJK),
        ("Nastase", "Nastasia", Agreement.LIJKT),
        ("Nastase", "Popescu", Agreement.VERSCHILT),
        ("Nastase", None, Agreement.ONTBREEKT),
        ("???", "???", Agreement.GELIJK),
    ],
)
def test_accents_and_scripts_make_no_other_name(
    one: str, other: str | None, agreement: Agreement
) -> None:
    sides = RawClaim(family_name=one), RawClaim(family_name=other)
    assert agreements(*sides)["familyName"] is agreement


def test_an_address_of_which_a_part_is_missing_is_like_the_whole_one() -> None:
    one = RawClaim(street="Proefsteeg", house_number="4", postcode="2000")
    other = RawClaim(street="Proefsteeg", postcode="2000")
    assert agreements(one, other) == {"address": Agreement.LIJKT}
    assert agreements(one, one) == {"address": Agreement.GELIJK}


def test_one_claim_of_several_that_agrees_is_enough() -> None:
    ours = [RawClaim(family_name="Popescu"), RawClaim(family_name="Năstase")]
    theirs = [RawClaim(family_name="Nastase")]
    (field,) = compare(ours, theirs, levels(ours[0], theirs[0]))
    assert field.agreement is Agreement.GELIJK
    assert field.left == ("Popescu", "Năstase"), "shown as they were written"


@given(claims, claims)
def test_fields_agree_exactly_where_the_matcher_compares_them_so(
    one: RawClaim, other: RawClaim
) -> None:
    by_matcher, shown = levels(one, other), agreements(one, other)
    for name, step in STEP.items():
        level = by_matcher.get(step)
        swapped = "order" in by_matcher and step in ("family", "given")
        if level == "exact" and not swapped:
            assert shown[name] is Agreement.GELIJK, name
        if level == "different":
            assert shown[name] is not Agreement.GELIJK, name
        if level not in (None, "exact", "different"):
            assert shown[name] in (Agreement.LIJKT, Agreement.GELIJK), name

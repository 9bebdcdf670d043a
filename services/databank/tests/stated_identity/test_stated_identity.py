"""What officers state of somebody as a claim: a whole one, the little that is known, or none."""

from datetime import date
from typing import Any

import pytest

from contracts.codes import DocumentKind, Sex
from contracts.identity import IdentityClaim
from databank.stated_identity.rules.stated_identity import StatedDocument, StatedIdentity
from linkage.claim import IdentityDocument, RawClaim

WHOLE = {"given_names": "Ana", "family_name": "Voorbeeld", "birth_date": "1990-05"}
PASSPORT = StatedDocument(DocumentKind.PASPOORT, "AB1", "ROU", date(2030, 1, 31))
CARD = StatedDocument(DocumentKind.ID_KAART_EU, "CD2", "BGR")
UNKNOWN = StatedDocument(DocumentKind.PASPOORT, "EF3")


def claim(**said: Any) -> IdentityClaim | RawClaim | None:
    return StatedIdentity(**said).claim


@pytest.mark.parametrize("lacking", WHOLE)
def test_names_and_a_birth_date_make_a_whole_claim_and_less_a_raw_one(lacking: str) -> None:
    whole = claim(**WHOLE, sex=Sex.VROUW, nationality="ROU", national_number="90050612345")
    assert isinstance(whole, IdentityClaim)
    assert (whole.given_names, whole.family_name, whole.birth_date) == (
        "Ana",
        "Voorbeeld",
        "1990-05",
    )
    assert (whole.sex, whole.nationality, whole.document) == (Sex.VROUW, "ROU", None)
    part = claim(**WHOLE | {lacking: None}, sex=Sex.VROUW, nationality="ROU", alias="Bella")
    assert part == RawClaim(
        **WHOLE | {lacking: None}, sex=Sex.VROUW.value, nationality="ROU", alias="Bella"
    )


def test_a_number_alone_is_a_claim() -> None:
    assert claim(phone="0470000000") == RawClaim(phone="0470000000")
    assert claim(national_number="90050612345") == RawClaim(national_number="90050612345")


@pytest.mark.parametrize(
    ("birth_date", "whole"),
    [
        ("1990", True),
        ("1990-12", True),
        ("1990-12-31", True),
        ("1990-13", False),
        ("1990-12-32", False),
        ("1990-00", False),
        ("90", False),
    ],
)
def test_a_birth_date_that_is_none_makes_no_whole_claim(birth_date: str, whole: bool) -> None:
    made = claim(**WHOLE | {"birth_date": birth_date})
    assert isinstance(made, IdentityClaim) is whole


def test_a_document_without_a_country_is_kept_in_a_raw_claim() -> None:
    whole = claim(**WHOLE, documents=(PASSPORT, CARD))
    assert isinstance(whole, IdentityClaim)
    assert whole.document is not None
    assert (whole.document.number, whole.document.expires_on) == ("AB1", date(2030, 1, 31))
    assert [paper.number for paper in whole.other_documents or ()] == ["CD2"]
    alone = claim(**WHOLE, documents=(PASSPORT,))
    assert isinstance(alone, IdentityClaim)
    assert alone.other_documents is None
    raw = claim(**WHOLE, documents=(PASSPORT, UNKNOWN))
    assert isinstance(raw, RawClaim)
    assert raw.documents == (
        IdentityDocument("paspoort", "ROU", "AB1"),
        IdentityDocument("paspoort", "", "EF3"),
    )


@pytest.mark.parametrize(
    ("said", "somebody", "something"),
    [
        ({}, False, False),
        ({"sex": Sex.VROUW, "nationality": "ROU"}, False, False),
        ({"looks_minor": True}, False, True),
        ({"given_names": "Ana"}, True, True),
        ({"alias": "Bella"}, True, True),
        ({"birth_date": "1990"}, True, True),
        ({"phone": "+32470000000"}, True, True),
        ({"national_number": "90050612345"}, True, True),
        ({"documents": (UNKNOWN,)}, True, True),
    ],
)
def test_who_looks_minor_is_protected_though_nobody_knows_who_it_is(
    said: dict[str, Any], somebody: bool, something: bool
) -> None:
    assert (claim(**said) is not None) is somebody
    assert StatedIdentity(**said).says_something is something

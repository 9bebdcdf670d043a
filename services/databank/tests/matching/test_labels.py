"""Decisions in words."""

import re

from hypothesis import given

from databank.matching.labels import PHRASES, VETOES, explain
from databank.review.labels import WHY
from linkage.claim import Features, RawClaim
from linkage.conflicts import OTHER_NUMBER, OTHER_PERSON, OTHER_SEX
from linkage.decision import DOUBT, OF_TWO, TWO_PERSONS, rank
from linkage.match_weights import CORRECTED, KIN, MOVED, WaterfallStep
from linkage.model import Model
from linkage.posterior import KnownClaim

from ..support.claims import KNOWN, raw_claims

MODEL = Model.shipped()


def test_every_level_of_every_field_has_its_own_words() -> None:
    levels = {field: set(told["m"]) for field, told in MODEL.fields.items()}
    levels |= {MOVED: {CORRECTED}, KIN: {CORRECTED}}
    assert {field: set(told) for field, told in PHRASES.items()} == levels
    words = [text for told in PHRASES.values() for text in told.values()]
    assert len(words) == len(set(words))


def test_every_reason_to_forbid_a_link_is_explained() -> None:
    assert set(VETOES) == {OTHER_NUMBER, OTHER_PERSON, OTHER_SEX}


def test_every_reason_to_ask_people_has_its_words() -> None:
    assert {DOUBT, TWO_PERSONS, OF_TWO, *VETOES} <= WHY.keys()


def test_a_waterfall_reads_as_dutch_sentences_that_end_in_a_chance() -> None:
    known = RawClaim("Ana Maria", "Voorbeeld", "1998-05-07", phone="0470 00 00 01")
    claimed = RawClaim("Ana", "Foorbeeld", "1998-07-05", phone="0470 00 00 01")
    (best,) = rank(Features.of(claimed), [KnownClaim(KNOWN, Features.of(known))])
    said = explain(best.steps, best.posterior, best.conflict, prior=-11.0)
    assert said[0].endswith("dat het over deze persoon gaat ongeveer 1 op 2.000.")
    assert any(
        re.fullmatch(
            r"Het telefoonnummer is gelijk.*spreekt voor dezelfde persoon \(\+\d+,\d\)\.", s
        )
        for s in said
    )
    assert any(s.startswith("Dag en maand van de geboortedatum zijn omgewisseld") for s in said)
    assert said[-1].startswith("Samen is dat +")


def test_a_veto_comes_last_with_its_reason() -> None:
    said = explain([WaterfallStep("sex", "different", -4.0)], 0.2, OTHER_SEX)
    assert said[-1].startswith("Het geslacht en de geboortedatum zijn allebei anders.")


@given(raw_claims, raw_claims)
def test_an_explanation_holds_no_value_of_a_field(one: RawClaim, other: RawClaim) -> None:
    (best,) = rank(Features.of(one), [KnownClaim(KNOWN, Features.of(other))])
    said = " ".join(explain(best.steps, best.posterior, best.conflict)).lower()
    for claim in (one, other):
        for text in (claim.family_name, claim.phone, claim.national_number, claim.birth_date):
            assert not text or len(text) < 4 or text.lower() not in said

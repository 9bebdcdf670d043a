"""Which two claims are ever laid side by side: one key in common is enough, none is a miss."""

from dataclasses import replace

import pytest

from linkage.blocking import keys, probes, strong_keys, weak_keys
from linkage.claim import Features, IdentityDocument, RawClaim

NOBODY = RawClaim()
HERS = RawClaim("Ana Maria", "Voorbeeld", "1998-05-17")
IN_TOWN = RawClaim("Ana", "Voorbeeld", municipality="Teststad")
AT_2060 = RawClaim("Ana", "Voorbeeld", postcode="2060")
LANE = RawClaim(street="Zilverenlaan")


def meet(keys: object, one: RawClaim, other: RawClaim) -> bool:
    assert callable(keys)
    return bool(keys(Features.of(one)) & keys(Features.of(other)))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (RawClaim(phone="+32470000001"), RawClaim(phone="+32470000001"), True),
        (RawClaim(phone="+32470000001"), RawClaim(phone="+32470000002"), False),
        (HERS, RawClaim("Rosa", "Verschillend", "1998-05-17"), True),  # an initial, born that day
        (HERS, RawClaim("Rosa", "Smit", "1998-05-17"), False),
        (replace(HERS, birth_date="1998-05"), RawClaim("Rosa", "Verschil", "1998-05"), False),
        (replace(HERS, birth_date=None), RawClaim("Andrea", "Voorbeelt"), True),
        (replace(HERS, birth_date=None), RawClaim("Rosa", "Voorbeelt"), False),
        (RawClaim("Ana", "Voorbeeld"), RawClaim("Ana", "Vosmaer"), True),
        (RawClaim("Ana", "Garcia Lopez"), RawClaim("Ana", "Lopez"), True),  # either part
        (RawClaim("Ana", "Garcia Lopez"), RawClaim("Ana", "Garcia"), True),
        (RawClaim("Ana", "Garcia Lopez Smit"), RawClaim("Ana", "Smit"), False),  # of two
        (RawClaim("Ana", "Voorbeeld"), RawClaim("Ana", "Vermaer"), False),
        (RawClaim("Luna"), RawClaim("Luna"), True),
        (RawClaim(alias="Luna"), RawClaim("Luna"), True),
        (IN_TOWN, RawClaim("Rosa", "Voorbeeld", municipality="Teststad"), True),
        (IN_TOWN, RawClaim("Rosa", "Voorbeeld", municipality="Elders"), False),
        (RawClaim(alias="Rosa Luna"), RawClaim("Luna"), False),  # of an alias the first word
        (AT_2060, RawClaim("Rosa", "Voorbeeld", postcode="2060"), True),
        (AT_2060, RawClaim("Ana", "Smit", postcode="2060"), True),
        (
            replace(AT_2060, given_names="Ana Rosa"),
            RawClaim("Rosa", "Smit", postcode="2060"),
            False,  # of given names the first
        ),
        (AT_2060, RawClaim("Rosa", "Voorbeeld", postcode="2061"), False),
        (AT_2060, RawClaim("Rosa", "Smit", postcode="2060"), False),
        (LANE, LANE, False),  # a street alone says too little
        (RawClaim(postcode="2060"), RawClaim(postcode="2060"), False),
        (replace(LANE, postcode="2060"), replace(LANE, postcode="2060"), True),
        (replace(LANE, municipality="Teststad"), replace(LANE, municipality="Teststad"), True),
        (replace(LANE, municipality="Teststad"), replace(LANE, municipality="Elders"), False),
        (NOBODY, NOBODY, False),
    ],
)
def test_weak_keys_bring_together(one: RawClaim, other: RawClaim, together: bool) -> None:
    assert meet(weak_keys, one, other) is together
    assert meet(weak_keys, other, one) is together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("2060", "Zilverenlaan", "12"), ("2060", "Zilverenlaan", "12"), True),
        (("2060", None, "12"), ("2600", None, "12"), True),  # its digits swapped
        (("2060", None, "12"), ("2061", None, "12"), False),
        ((None, "Zilverenlaan", "12"), (None, "Zilverenlaan", "12"), True),
        ((None, "Zilverenlaan", "12"), (None, "Zilverenlaan", "14"), False),
    ],
)
def test_a_house_brings_together_by_street_or_by_postcode(
    one: tuple[str | None, ...], other: tuple[str | None, ...], together: bool
) -> None:
    """Born on some day, with a telephone and a number: else a street alone is a key too."""
    hers, theirs = (
        RawClaim(
            birth_date=f"19{70 + nr}-05-17",
            national_number=f"980517{nr:05}",
            phone=f"+3247{nr:07}",
            postcode=place[0],
            street=place[1],
            house_number=place[2],
        )
        for nr, place in enumerate((one, other), 1)
    )
    assert meet(weak_keys, hers, theirs) is together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (RawClaim(national_number="98051700100"), RawClaim(national_number="98051700100"), True),
        (RawClaim(national_number="98051700100"), RawClaim(national_number="98051700101"), False),
        (
            RawClaim(documents=(IdentityDocument("paspoort", "ROU", "X1234567"),)),
            RawClaim(documents=(IdentityDocument("eID", "ROU", "X1234567"),)),
            True,
        ),
        (
            RawClaim(documents=(IdentityDocument("paspoort", "ROU", "X1234567"),)),
            RawClaim(documents=(IdentityDocument("paspoort", "ROU", "X1234568"),)),
            False,
        ),
    ],
)
def test_strong_keys_are_those_of_one_person(
    one: RawClaim, other: RawClaim, together: bool
) -> None:
    assert meet(strong_keys, one, other) is together


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("1998-05-07", "1998-07-05", True),
        ("1998-05-07", "1997-07-05", False),
        ("1998-05-07", "1998-07-06", False),
        ("17051998", "1998-05-17", True),  # eight digits, the day first
        ("05171998", "1998-05-17", True),  # or the month
        ("20051998", "1998-05-21", False),
        ("19980517", "1998-05-17", True),  # or the year
    ],
)
def test_day_and_month_the_other_way_round_find_whom_they_mean(
    one: str, other: str, found: bool
) -> None:
    """Of two names that begin alike and share nothing else."""
    hers, theirs = RawClaim("Ana", "Voorbeeld", one), RawClaim("Rosa", "Verschillend", other)
    assert bool(probes(Features.of(hers)) & keys(Features.of(theirs))) is found

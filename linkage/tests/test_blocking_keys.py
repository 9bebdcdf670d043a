"""Which two claims are ever laid side by side: one key in common is enough, none is a miss."""

from dataclasses import replace

import pytest

from linkage.blocking import strong_keys, weak_keys
from linkage.claim import Features, IdentityDocument, RawClaim

NOBODY = RawClaim()
HERS = RawClaim("Ana Maria", "Voorbeeld", "1998-05-17")


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
        (RawClaim("Ana", "Voorbeeld"), RawClaim("Ana", "Vermaer"), False),
        (RawClaim("Luna"), RawClaim("Luna"), True),
        (RawClaim(alias="Luna"), RawClaim("Luna"), True),
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

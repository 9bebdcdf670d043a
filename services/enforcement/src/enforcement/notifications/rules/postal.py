"""Postcodes and numbers of registered letters, as the post writes them."""

import re

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError

BELGIUM = frozenset({"", "be", "b", "belgie", "belgië", "belgique", "belgien", "belgium"})
WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
"""Weights of the serial number of a barcode (standard S10 of the UPU)."""


def postcode(written: str, country: str | None) -> str:
    """The postcode as an envelope has it; abroad as it was written.

    Raises ``FieldRefusedError`` for a Belgian one that is not of 1000 to 9999.
    """
    plain = written.strip()
    if (country or "").strip().casefold() not in BELGIUM:
        return plain
    digits = re.sub(r"^[Bb]\s*-\s*|\s", "", plain)
    if not re.fullmatch(r"[1-9][0-9]{3}", digits):
        raise FieldRefusedError(
            "postcode",
            lazy(
                "Een Belgische postcode heeft vier cijfers, van 1000 tot en met 9999. Ligt het "
                "adres in een ander land? Vul dan ook het land in."
            ),
        )
    return digits


def registered_number(written: str) -> str:
    """The number on the proof of posting, without spaces: a barcode by S10 of the UPU, whose check
    digit is counted, or one of 24 digits, as bpost has for Belgium.

    Raises ``FieldRefusedError``.
    """
    plain = re.sub(r"[\s.-]", "", written).upper()
    if re.fullmatch(r"[0-9]{24}", plain):
        return plain
    if re.fullmatch(r"[A-Z]{2}[0-9]{9}[A-Z]{2}", plain) and _check_digit(plain) == int(plain[10]):
        return plain
    raise FieldRefusedError(
        "registeredNumber",
        lazy(
            "%(number)s is geen nummer van een aangetekende brief. Dat heeft 24 cijfers, of twee "
            "letters, negen cijfers en twee letters, zoals RR473124829BE. Kijk elk teken na.",
            number=written,
        ),
    )


def _check_digit(barcode: str) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, barcode[2:10], strict=True))
    return {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)

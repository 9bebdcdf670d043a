"""The structured reference of a claim (OGM/VCS): ten digits, and two that check them."""

import re

from stdnum import exceptions
from stdnum.be import ogm_vcs

FINES = 730
"""The first three digits of every reference of a fine: no other service of the city uses them."""
MOST_IN_A_YEAR = 99_999
_WRITTEN = re.compile(r"(?<!\d)(\d{3})\s*/?\s*(\d{4})\s*/?\s*(\d{5})(?!\d)")
"""Twelve digits as people and banks write them: ``+++123/4567/89012+++``, ``123 4567 89012``."""


def reference_of(year: int, serial: int) -> str:
    """The twelve digits for the claim with this serial number of the year.

    Raises ``ValueError`` when the year has no more references.
    """
    if not 1 <= serial <= MOST_IN_A_YEAR:
        raise ValueError(f"no reference is left for {year}")
    base = f"{FINES}{year % 100:02}{serial:05}"
    return base + str(ogm_vcs.calc_check_digits(base))


def written(reference: str) -> str:
    """As a payer fills it in: ``+++730/2600/00148+++``."""
    return f"+++{ogm_vcs.format(reference)}+++"


def compact(text: str) -> str:
    """The digits alone of a reference that somebody typed."""
    return "".join(letter for letter in text if letter.isdigit())


def find_references(text: str) -> list[str]:
    """The sound references of fines in a text, each once, in order."""
    found = ("".join(match.groups()) for match in _WRITTEN.finditer(text))
    return list(dict.fromkeys(each for each in found if is_reference(each)))


def is_reference(digits: str) -> bool:
    """Whether these are the twelve digits of a fine's reference."""
    try:
        return digits.startswith(str(FINES)) and ogm_vcs.validate(digits) == digits
    except exceptions.ValidationError:
        return False

"""The machine readable zone of passports and identity cards (ICAO 9303), with its check digits.

Check digits help the officer who types: a wrong one is mostly a slip, and never a verdict.
"""

import re
from dataclasses import dataclass
from itertools import cycle

from contracts.codes import DocumentKind

FILLER = "<"
CARD, PASSPORT = (3, 30), (2, 44)
"""TD1 and TD3: the number of lines and their length. TD2, of older cards, is (2, 36)."""
OLD_CARD = (2, 36)
_WEIGHTS = (7, 3, 1)
_VALUES = {
    character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_STRANGE = re.compile(r"[^A-Z0-9<]")
_SHORT_STATES = {"D": "DEU"}
"""Germany alone prints one letter where others print three."""
CENTURY = 100
"""Years."""


@dataclass(frozen=True, slots=True)
class Mrz:
    """The content of the lines. ``wrong`` names the parts whose check digit does not agree.

    ``birth_date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; the century is the one in which
    somebody is not yet a hundred. ``expires_on`` is ``YYYY-MM-DD``, or empty.
    """

    kind: DocumentKind
    country: str
    number: str
    family_name: str
    given_names: str
    nationality: str
    birth_date: str
    expires_on: str
    wrong: frozenset[str]

    def __repr__(self) -> str:
        return "<mrz>"


def check_digit(text: str) -> int:
    """The sum of the values of the characters with weights 7, 3 and 1, modulo ten."""
    return sum(_VALUES.get(c, 0) * w for c, w in zip(text, cycle(_WEIGHTS), strict=False)) % 10


def read(text: str, this_year: int) -> Mrz | None:
    """The lines as somebody typed or pasted them; None when they are no MRZ that we know."""
    lines = _lines(text)
    match (len(lines), len(lines[0]) if lines else 0):
        case size if size == CARD:
            return _card(lines, this_year)
        case size if size in (PASSPORT, OLD_CARD):
            return _two_lines(lines, this_year)
        case _:
            return None


def _lines(text: str) -> list[str]:
    """Upper case, no spaces; lines that were pasted as one are cut where they must be."""
    lines = [_STRANGE.sub("", line.upper().replace("«", "<<")) for line in text.splitlines()]
    lines = [line for line in lines if line]
    joined = "".join(lines)
    for count, length in (CARD, PASSPORT, OLD_CARD):
        if len(joined) == count * length and (
            len(lines) == 1 or {len(o) for o in lines} == {length}
        ):
            return [joined[at : at + length] for at in range(0, len(joined), length)]
    return []


def _card(lines: list[str], this_year: int) -> Mrz:
    first, second, names = lines
    number, digit, rest = first[5:14], first[14], first[15:30]
    if digit == FILLER and rest.strip(FILLER):
        # A longer number goes on in the optional data, with its check digit behind.
        longer = rest.partition(FILLER)[0]
        number, digit = number + longer[:-1], longer[-1:]
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return _mrz(
        first, names, number, digit, second[0:7], second[8:15], second[15:18], whole, second[29],
        this_year,
    )  # fmt: skip


def _two_lines(lines: list[str], this_year: int) -> Mrz:
    first, second = lines
    whole = second[0:10] + second[13:20] + second[21:-1]
    return _mrz(
        first, first[5:], second[0:9], second[9], second[13:20], second[21:28], second[10:13],
        whole, second[-1], this_year,
    )  # fmt: skip


def _mrz(
    first: str, names: str, number: str, digit: str, born: str, expires: str, nationality: str,
    whole: str, last: str, this_year: int,
) -> Mrz:  # fmt: skip
    family, _, given = names.partition("<<")
    parts = {
        "nummer": (number, digit),
        "geboortedatum": (born[:6], born[6]),
        "vervaldatum": (expires[:6], expires[6]),
        "geheel": (whole, last),
    }
    country = _state(first[2:5])
    return Mrz(
        kind=_kind(first, country),
        country=country,
        number=number.strip(FILLER),
        family_name=_name(family),
        given_names=_name(given),
        nationality=_state(nationality),
        birth_date=_born(born[:6], this_year),
        expires_on=_expires(expires[:6]),
        wrong=frozenset(
            part for part, (text, given_) in parts.items() if not _agrees(text, given_)
        ),
    )


def _agrees(text: str, digit: str) -> bool:
    """An empty field may have a filler for its digit."""
    if digit == FILLER:
        return not text.strip(FILLER)
    return digit.isdigit() and check_digit(text) == int(digit)


def _kind(first: str, country: str) -> DocumentKind:
    match first[0]:
        case "P":
            return DocumentKind.PASPOORT
        case "I" | "C" if first[:2] in ("IR", "IT") or (first[0] == "C" and country == "BEL"):
            return DocumentKind.VERBLIJFSKAART
        case "I" | "C" | "A" if country == "BEL":
            return DocumentKind.EID
        case "I" | "C":
            return DocumentKind.ID_KAART_EU
        case _:
            return DocumentKind.ANDERE


def _state(text: str) -> str:
    code = text.strip(FILLER)
    return _SHORT_STATES.get(code, code)


def _name(text: str) -> str:
    return " ".join(text.replace(FILLER, " ").split()).title()


def _born(text: str, this_year: int) -> str:
    """``<<`` or ``00`` stands for a month or a day that nobody knows."""
    if not text[:2].isdigit():
        return ""
    year = this_year - this_year % CENTURY + int(text[:2])
    year -= CENTURY if year > this_year else 0
    known = [f"{year:04}"]
    for part in (text[2:4], text[4:6]):
        if not part.isdigit() or part == "00":
            break
        known.append(part)
    return "-".join(known)


def _expires(text: str) -> str:
    return f"20{text[:2]}-{text[2:4]}-{text[4:6]}" if text.isdigit() else ""

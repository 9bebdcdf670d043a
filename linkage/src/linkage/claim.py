"""Claims: as somebody stated them, and brought to the one form in which they are compared."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from linkage.document_countries import padded
from linkage.names import family_tokens, street_key, tokens

_NOT_ALNUM = re.compile(r"[^A-Z0-9]")
_NOT_DIGIT = re.compile(r"\D")
_NUMBERS = re.compile(r"\d+")
_SEX = {"v": "v", "f": "v", "w": "v", "m": "m", "h": "m"}
"""Vrouw, female, woman; man, male, homme. Anything else is compared as not said."""
PHONE_DIGITS = 9
"""The last digits of a phone number, so that +32 4… and 04… agree."""
_CENTURIES = ("18", "19", "20")
FORM = "6"
"""The version of normalising and of blocking keys; counted up when today's claims could not be
compared with those of before, or would not find them."""


class StaleFormError(Exception):
    """Packed by an earlier form of normalising: make the features again from the claim."""


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """An identity document as somebody read it out. ``country`` is ISO 3166-1 alpha-3, or empty."""

    kind: str
    country: str
    number: str

    def __repr__(self) -> str:
        return "<document>"


@dataclass(frozen=True, slots=True)
class RawClaim:
    """A claim as stated, in text: anything may be missing, birth dates may be impossible."""

    given_names: str | None = None
    family_name: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    nationality: str | None = None
    national_number: str | None = None
    documents: tuple[IdentityDocument, ...] = ()
    phone: str | None = None
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    alias: str | None = None

    def __repr__(self) -> str:
        return "<claim>"


class Features(NamedTuple):
    """The fields of a claim that are compared. Nationality is none of them: it never links people.

    Empty text is what nobody said. ``birth`` is year, month and day in digits, zeros for what is
    not known; it need not be a date that exists, nor have eight digits. ``documents`` are
    (country, number).
    """

    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    birth: str = ""
    sex: str = ""
    number: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    street: str = ""
    house: str = ""
    postcode: str = ""
    municipality: str = ""
    alias: str = ""

    @classmethod
    def of(cls, raw: RawClaim) -> "Features":
        folded: list[Any] = [
            fold(value) if (value := getattr(raw, field)) else nothing
            for field, fold, nothing in _FOLDED
        ]
        given, alias = folded[1], folded[-1]
        if alias and set(alias.split()) <= set(given):
            folded[-1] = ""
        return tuple.__new__(cls, folded)  # as _make does, without its steps in Python

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted((*self.family, *self.given)))

    @property
    def national_number(self) -> str | None:
        return self.number or None

    def packed(self) -> bytes:
        """For beside the claim in the store; personal data like the claim itself."""
        documents = " ".join([f"{country}:{number}" for country, number in self.documents])
        return "\x1f".join(
            (
                FORM,
                " ".join(self.family),
                " ".join(self.given),
                self.birth,
                self.sex,
                self.number,
                documents,
                self.phone,
                self.street,
                self.house,
                self.postcode,
                self.municipality,
                self.alias,
            )
        ).encode()

    @classmethod
    def unpacked(cls, data: bytes) -> "Features":
        """Raises ``StaleFormError`` for what an earlier form of normalising packed."""
        fields = data.decode().split("\x1f")
        if fields[0] != FORM:
            raise StaleFormError
        (_, family, given, birth, sex, number, papers, phone, *place, alias) = fields
        documents = tuple([(text[:3], text[4:]) for text in papers.split()]) if papers else ()
        names = (tuple(family.split()), tuple(given.split()))
        # As _make does, of which a claim's candidates take a dozen: without its steps in Python.
        return tuple.__new__(cls, (*names, birth, sex, number, documents, phone, *place, alias))

    def __repr__(self) -> str:
        return "<features>"


@lru_cache(maxsize=32_768)
def _birth(text: str) -> str:
    parts: list[str] = _NUMBERS.findall(text)
    digits = "".join(parts)
    if not digits or len(digits) > 10:
        return ""
    if len(parts) == 1:
        if len(digits) == 8 and digits[4:6] in _CENTURIES:
            # No month is called 18, 19 or 20: the year comes last, as Belgium writes it, and the
            # month before the day where the day is none.
            day, month = digits[:2], digits[2:4]
            if month > "12":
                day, month = month, day
            return digits[4:] + month + day if month <= "12" else ""
        return digits.ljust(8, "0") if len(digits) in (4, 6) else digits
    if len(parts[-1]) == 4 and len(parts[0]) < 4:
        parts.reverse()
    return "".join([parts[0], *(f"{part:0>2}" for part in parts[1:])]).ljust(8, "0")


def _alnum(text: str) -> str:
    """Letters and digits, in capitals; most texts hold nothing else."""
    capitals = text.upper()
    if capitals.isascii() and capitals.isalnum():
        return capitals
    return _NOT_ALNUM.sub("", capitals)


@lru_cache(maxsize=16_384)
def _short(text: str) -> str:
    """House numbers and postcodes: of those there are few, so equal ones are one object."""
    return _alnum(text)


def _documents(documents: tuple[IdentityDocument, ...]) -> tuple[tuple[str, str], ...]:
    numbers = {(padded(document.country), _alnum(document.number)) for document in documents}
    return tuple(sorted([number for number in numbers if number[1]]))


def _phone(text: str) -> str:
    digits = _NOT_DIGIT.sub("", text)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS - 3 else ""


def _sex(text: str) -> str:
    return _SEX.get(text.strip().casefold()[:1], "")


def _one_text(text: str) -> str:
    return " ".join(tokens(text))


FOLDS: Final[dict[str, tuple[str, Callable[[Any], Any], object]]] = {
    "family": ("family_name", family_tokens, ()),
    "given": ("given_names", tokens, ()),
    "birth": ("birth_date", _birth, ""),
    "sex": ("sex", _sex, ""),
    "number": ("national_number", _alnum, ""),
    "document": ("documents", _documents, ()),
    "phone": ("phone", _phone, ""),
    "street": ("street", street_key, ""),
    "house": ("house_number", _short, ""),
    "postcode": ("postcode", _short, ""),
    "municipality": ("municipality", _one_text, ""),
    "alias": ("alias", _one_text, ""),
}
"""Field of a comparison -> field of a claim, how it is folded, and what nobody said, in the order
of ``Features``. An alias that the given names have too says nothing."""
_FOLDED: Final = tuple(FOLDS.values())

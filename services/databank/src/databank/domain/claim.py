"""A claim as the matcher sees it: every field brought to one form, nothing printed."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from stdnum.be import bis, nn

from contracts.identity import Document, IdentityClaim
from databank.domain.names import tokens

_NOT_ALNUM = re.compile(r"[^A-Z0-9]")
_NOT_DIGIT = re.compile(r"\D")
PHONE_DIGITS = 9
"""The last digits of a phone number, so that +32 4… and 04… agree."""


@dataclass(frozen=True, slots=True)
class BirthDate:
    """Identity papers may know only the year, or the year and the month."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "BirthDate":
        return cls(*(int(part) for part in text.split("-")))

    @property
    def swapped(self) -> "BirthDate | None":
        """Day and month the other way round, where that too is a date."""
        if self.month is None or self.day is None or self.day > 12 or self.day == self.month:
            return None
        return BirthDate(self.year, self.day, self.month)

    def digits(self) -> str:
        return f"{self.year:04}{self.month or 0:02}{self.day or 0:02}"

    def __repr__(self) -> str:
        return "<birth date>"


@dataclass(frozen=True, slots=True)
class Features:
    """What of a claim can be compared. Nationality is no part of it: it never links people."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    birth: BirthDate
    document: tuple[str, str] | None = None
    national_number: str | None = None
    phone: str | None = None

    @classmethod
    def of(cls, claim: IdentityClaim) -> "Features":
        return cls(
            family=tokens(claim.family_name),
            given=tokens(claim.given_names),
            birth=BirthDate.parse(claim.birth_date),
            document=_document(claim.document),
            national_number=_national_number(claim.national_number),
            phone=_phone(claim.phone),
        )

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted((*self.family, *self.given)))

    def __repr__(self) -> str:
        return "<features>"


def is_valid_number(number: str) -> bool:
    """Whether the check digits of a national or BIS number agree: an aid, never a verdict."""
    return bool(nn.is_valid(number) or bis.is_valid(number))


def digest(claim: IdentityClaim, given_by: str) -> bytes:
    """The same for a claim that the same source repeats word for word; ``given_by`` names it."""
    document = claim.document
    fields = (
        given_by,
        claim.given_names,
        claim.family_name,
        claim.birth_date,
        claim.national_number,
        claim.nationality,
        claim.phone,
        *(
            (document.kind, document.country, document.number, document.expires_on)
            if document
            else ()
        ),
    )
    text = "\x1f".join("" if field is None else str(field) for field in fields)
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _document(document: Document | None) -> tuple[str, str] | None:
    if document is None:
        return None
    number = _NOT_ALNUM.sub("", document.number.upper())
    return (document.country, number) if number else None


def _national_number(text: str | None) -> str | None:
    digits = _NOT_DIGIT.sub("", text or "")
    return digits if len(digits) == 11 else None


def _phone(text: str | None) -> str | None:
    digits = _NOT_DIGIT.sub("", text or "")
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS - 1 else None

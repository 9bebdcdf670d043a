"""Checks of a document that help an officer: none of them decides anything.

Real life has numbers that fail their check and dates that exist on no calendar. An officer goes on
with a word why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.be import bis, eid, nn

from contracts.codes import DocumentKind
from databank.stated_identity.rules.age import Minority, minority
from linkage.claim import Features, RawClaim
from linkage.persons import PERSONS

_NOT_DIGIT = re.compile(r"\D")
NATIONAL_DIGITS = 11


class Doubt(StrEnum):
    """Something that does not agree, in a code that is kept with the decision."""

    RIJKSREGISTER_LENGTE = "rijksregister_lengte"
    RIJKSREGISTER_CONTROLEGETAL = "rijksregister_controlegetal"
    RIJKSREGISTER_GEBOORTEDATUM = "rijksregister_geboortedatum"
    KAARTNUMMER_CONTROLEGETAL = "kaartnummer_controlegetal"
    MRZ_ONLEESBAAR = "mrz_onleesbaar"
    MRZ_NUMMER = "mrz_nummer"
    MRZ_GEBOORTEDATUM = "mrz_geboortedatum"
    MRZ_VERVALDATUM = "mrz_vervaldatum"
    MRZ_GEHEEL = "mrz_geheel"
    DOCUMENT_VERVALLEN = "document_vervallen"
    GEBOORTEDATUM_BESTAAT_NIET = "geboortedatum_bestaat_niet"
    GEBOORTEDATUM_ANDERS = "geboortedatum_anders"
    NUMMER_ANDERS = "nummer_anders"
    NAAM_ANDERS = "naam_anders"
    MINDERJARIG = "minderjarig"
    MOGELIJK_MINDERJARIG = "mogelijk_minderjarig"


UNDERAGE = {
    Minority.ZEKER: Doubt.MINDERJARIG,
    Minority.MOGELIJK: Doubt.MOGELIJK_MINDERJARIG,
}


OTHER = frozenset({"near", "different"})
"""Levels at which the matcher's comparison finds two names to be different ones."""


class Photo(StrEnum):
    """The face and the photo, by eye."""

    LIJKT = "lijkt"
    LIJKT_NIET = "lijkt_niet"
    NIET_BEKEKEN = "niet_bekeken"


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """An officer's reading of a document; anything may be empty."""

    kind: DocumentKind | None = None
    country: str | None = None
    number: str | None = None
    expires_on: date | None = None
    birth_date: str | None = None
    national_number: str | None = None
    family_name: str | None = None
    given_names: str | None = None

    def __repr__(self) -> str:
        return "<document reading>"

    def minority(self, today: date) -> Minority | None:
        """Whether a birth date that the document tells is one of somebody under age."""
        number = national_number(self.national_number or "")
        told = (self.birth_date, number.birth_date if number else None)
        found = {minority(born, today) for born in told}
        return next((each for each in Minority if each in found), None)


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A Belgian national number; ``is_bis``: of somebody who is not in the national register."""

    digits: str
    holds: bool
    is_bis: bool
    birth_date: str | None
    """As far as the number knows it: year, month and day may be missing."""

    def __repr__(self) -> str:
        return "<national number>"


def national_number(text: str) -> NationalNumber | None:
    """None when it has not the length of one. Punctuation does not matter."""
    digits = _NOT_DIGIT.sub("", text)
    if len(digits) != NATIONAL_DIGITS:
        return None
    is_bis = bool(bis.is_valid(digits))
    holds = is_bis or bool(nn.is_valid(digits))
    return NationalNumber(digits, holds, is_bis, _birth_date(digits) if holds else None)


def _birth_date(digits: str) -> str | None:
    """Months and days of 00 are not known, and so is the year of the two days that never were."""
    whole = nn.get_birth_date(digits)
    if whole:
        return str(whole.isoformat())
    year, month = nn.get_birth_year(digits), nn.get_birth_month(digits)
    if not year:
        return None
    return f"{year}-{month:02}" if month else str(year)


def doubts(read: DocumentReading, declared: DocumentReading, today: date) -> Iterator[Doubt]:
    """The doubts about a reading; ``declared`` is the identity that an owner gave before."""
    if read.national_number:
        yield from _of_number(read)
    if read.kind is DocumentKind.EID and read.number and not is_card_number(read.number):
        yield Doubt.KAARTNUMMER_CONTROLEGETAL
    if read.expires_on and read.expires_on < today:
        yield Doubt.DOCUMENT_VERVALLEN
    if read.birth_date:
        if not exists(read.birth_date):
            yield Doubt.GEBOORTEDATUM_BESTAAT_NIET
        if declared.birth_date and not fit(read.birth_date, declared.birth_date):
            yield Doubt.GEBOORTEDATUM_ANDERS
    if young := read.minority(today):
        yield UNDERAGE[young]
    if read.number and declared.number and _bare(read.number) != _bare(declared.number):
        yield Doubt.NUMMER_ANDERS
    if is_other_name(read, declared):
        yield Doubt.NAAM_ANDERS


def is_other_name(read: DocumentReading, declared: DocumentReading) -> bool:
    """Whether a name is another one, as tolerant of spelling and order as the matcher.

    A married name is another one too: the officer says so in a word.
    """
    levels = {field: level for field, level, _ in PERSONS.compare(_named(read), _named(declared))}
    return not OTHER.isdisjoint(levels.get(field, "") for field in ("family", "given"))


def _named(reading: DocumentReading) -> Features:
    return Features.of(RawClaim(family_name=reading.family_name, given_names=reading.given_names))


def _of_number(read: DocumentReading) -> Iterator[Doubt]:
    number = national_number(read.national_number or "")
    if number is None:
        yield Doubt.RIJKSREGISTER_LENGTE
    elif not number.holds:
        yield Doubt.RIJKSREGISTER_CONTROLEGETAL
    elif number.birth_date and read.birth_date and not fit(number.birth_date, read.birth_date):
        yield Doubt.RIJKSREGISTER_GEBOORTEDATUM


def is_card_number(text: str) -> bool:
    """Of a Belgian card: twelve digits whose last two check the others, or a newer form."""
    digits = _NOT_DIGIT.sub("", text)
    return len(digits) != 12 or bool(eid.is_valid(digits))


def exists(birth_date: str) -> bool:
    """Whether a date, as far as it is known, is on the calendar."""
    year, month, day = (*(int(part) for part in birth_date.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def fit(first: str, second: str) -> bool:
    """Dates that agree as far as both are known."""
    return all(a == b for a, b in zip(first.split("-"), second.split("-"), strict=False))


def _bare(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())

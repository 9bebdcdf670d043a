"""Form for the identity of somebody new, as it stands on papers: tolerant of spellings."""

import re
from typing import Any

from pydantic import Field, field_validator, model_validator

from chassis.messages import lazy
from chassis.web.bodies import FIRST_YEAR, LAST_YEAR
from contracts.codes import DocumentKind
from contracts.identity import Document, IdentityClaim
from pandkalender.moments.pages import date_parsing
from pandkalender.workers.personal_body import PersonalBody
from pandkalender.workers.rules.birth_date import BirthDate
from pandkalender.workers.rules.entered_worker import COUNTRY

_NUMBER = re.compile(r"\d{1,4}")


class NewWorkerForm(PersonalBody):
    """Day and month may be unknown: empty or 0. There is no place for a national number."""

    given_names: str = Field(min_length=1, max_length=120, alias="voornamen")
    family_name: str = Field(min_length=1, max_length=120, alias="naam")
    birth_day: str = Field(default="", alias="geboorte-dag", max_length=4)
    birth_month: str = Field(default="", alias="geboorte-maand", max_length=4)
    birth_year: str = Field(alias="geboorte-jaar", max_length=6)
    nationality: str | None = Field(default=None, pattern=COUNTRY, alias="nationaliteit")
    phone: str | None = Field(default=None, max_length=32, alias="telefoon")
    document_kind: DocumentKind | None = Field(default=None, alias="document")
    document_country: str | None = Field(default=None, pattern=COUNTRY, alias="document-land")
    document_number: str | None = Field(
        default=None, min_length=3, max_length=32, alias="document-nummer"
    )
    document_expires_on: date_parsing.Day | None = Field(default=None, alias="document-vervalt")

    @field_validator("given_names", "family_name")
    @classmethod
    def is_a_name(cls, text: str) -> str:
        if not any(character.isalpha() for character in text):
            raise ValueError(lazy("Geef de naam zoals ze op het document staat."))
        return text

    @model_validator(mode="after")
    def is_complete(self) -> "NewWorkerForm":
        self.birth_date  # noqa: B018  # raises where it is on no calendar
        parts = (self.document_kind, self.document_country, self.document_number)
        if any(parts) and not all(parts):
            raise ValueError(lazy("Geef van het document de soort, het land en het nummer."))
        return self

    @property
    def birth_date(self) -> str:
        """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        return written(self.birth_year, self.birth_month, self.birth_day)

    def claim(self) -> IdentityClaim:
        document = None
        if self.document_kind and self.document_country and self.document_number:
            document = Document(
                kind=self.document_kind,
                country=self.document_country,
                number=self.document_number,
                expires_on=self.document_expires_on,
            )
        return IdentityClaim(
            given_names=self.given_names,
            family_name=self.family_name,
            birth_date=self.birth_date,
            nationality=self.nationality,
            phone=self.phone,
            document=document,
        )


def written(year: str, month: str, day: str) -> str:
    """A birth date of its parts; raises ``ValueError``, in Dutch, for no date of a calendar."""
    wrong = ValueError("Geef een geboortedatum, bijvoorbeeld 3 2 1999. Dag en maand mogen leeg.")
    parts = [part.strip() for part in (year, month, day)]
    if any(part and not _NUMBER.fullmatch(part) for part in parts) or len(parts[0]) != 4:
        raise wrong
    numbers = [int(part or 0) for part in parts]
    if not numbers[1]:
        numbers = numbers[:1]
    elif not numbers[2]:
        numbers = numbers[:2]
    text = "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])
    try:
        known = BirthDate.parse(text)
    except ValueError:
        raise wrong from None
    if not FIRST_YEAR <= known.latest.year <= LAST_YEAR:
        raise wrong
    return text


def parts(birth_date: str) -> dict[str, Any]:
    """A birth date as the form wants it."""
    names = ("geboorte-jaar", "geboorte-maand", "geboorte-dag")
    return {name: [part] for name, part in zip(names, birth_date.split("-"), strict=False)}

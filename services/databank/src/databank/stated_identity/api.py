"""The body of an identity as far as it is known, which inspections and shifts accept."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from chassis.messages import lazy
from chassis.web import Body
from contracts.codes import Sex
from contracts.identity import Document
from databank.stated_identity.rules.stated_identity import StatedDocument, StatedIdentity

OLDEST = 1900
"""Year of birth."""
NEEDED = lazy(
    "Geef een naam, een roepnaam, een geboortejaar of een nummer, of zeg dat de persoon minderjarig"
    " lijkt."
)

Name = Annotated[str, Field(min_length=1, max_length=120)]
BirthDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]


class DocumentBody(Body, Document):
    """``country`` is ISO 3166-1 alpha-3."""


class ClaimBody(Body):
    """Somebody as far as an officer knows who it is; prints nothing.

    Any name, a birth year (``2009``), a number, or ``looksMinor`` suffices: by the officer's eye
    the person may be under age, and protection begins.
    """

    given_names: Name | None = None
    family_name: Name | None = None
    birth_date: BirthDate | None = None
    document: DocumentBody | None = None
    national_number: Annotated[str, Field(max_length=20)] | None = None
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    phone: Annotated[str, Field(max_length=32)] | None = None
    sex: Sex | None = None
    alias: Name | None = None
    other_documents: Annotated[tuple[DocumentBody, ...], Field(max_length=5)] | None = None
    looks_minor: bool = False

    def __repr__(self) -> str:
        return "<claim body>"

    @field_validator("birth_date")
    @classmethod
    def possible(cls, text: str | None) -> str | None:
        """Also where only the year, or the year and the month, are known."""
        if text is None:
            return None
        year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
        try:
            date(year, month, day)
        except ValueError:
            raise ValueError(lazy("Deze datum bestaat niet.")) from None
        if year < OLDEST:
            raise ValueError(lazy("Geef een geboortejaar vanaf %(oldest)s.", oldest=OLDEST))
        return text

    @model_validator(mode="after")
    def says_something(self) -> Self:
        if not self.stated().says_something:
            raise ValueError(NEEDED)
        return self

    def stated(self) -> StatedIdentity:
        papers = [paper for paper in (self.document, *(self.other_documents or ())) if paper]
        return StatedIdentity(
            given_names=self.given_names,
            family_name=self.family_name,
            alias=self.alias,
            birth_date=self.birth_date,
            sex=self.sex,
            nationality=self.nationality,
            national_number=self.national_number,
            phone=self.phone,
            documents=tuple(
                StatedDocument(paper.kind, paper.number, paper.country, paper.expires_on)
                for paper in papers
            ),
            looks_minor=self.looks_minor,
        )

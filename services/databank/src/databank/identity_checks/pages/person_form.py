"""Somebody whom an officer meets, as the form asks: everything may be missing or odd."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from chassis.web import Body
from chassis.web.pages.languages import mark
from contracts.codes import DocumentKind
from contracts.identity import Document, IdentityClaim
from databank.identity_checks.rules import date_parsing, document_checks, mrz
from databank.identity_checks.rules.document_checks import Doubt, Read
from databank.inspections.record import Role
from databank.inspections.rules import PersonOutcome
from databank.screens import countries
from linkage.claim import IdentityDocument, RawClaim


def _birth_date(text: Any) -> Any:
    return date_parsing.birth_date(text) if isinstance(text, str) else text


def _day(text: Any) -> Any:
    return date_parsing.day(text) if isinstance(text, str) else text


def _country(text: Any) -> Any:
    return countries.code(text) if isinstance(text, str) else text


BirthDate = Annotated[str, BeforeValidator(_birth_date)]
Day = Annotated[date, BeforeValidator(_day)]
Country = Annotated[str, BeforeValidator(_country)]


class IdentityFields(Body):
    """What stands on papers. Field names are short and Dutch: they travel over a poor network."""

    given_names: str | None = Field(default=None, max_length=120, alias="voornamen")
    family_name: str | None = Field(default=None, max_length=120, alias="naam")
    alias: str | None = Field(default=None, max_length=120, alias="roepnaam")
    birth_date: BirthDate | None = Field(default=None, alias="geboren")
    nationality: Country | None = Field(default=None, alias="nationaliteit")
    document_kind: DocumentKind | None = Field(default=None, alias="document")
    document_country: Country | None = Field(default=None, alias="land")
    document_number: str | None = Field(default=None, min_length=3, max_length=32, alias="nummer")
    expires_on: Day | None = Field(default=None, alias="vervalt")
    national_number: str | None = Field(default=None, max_length=20, alias="rijksregister")
    phone: str | None = Field(default=None, max_length=32, alias="telefoon")
    mrz: str | None = Field(default=None, max_length=200, alias="mrz")

    def __repr__(self) -> str:
        return "<identity fields>"

    @property
    def read(self) -> Read:
        return Read(
            kind=self.document_kind,
            country=self.document_country,
            number=self.document_number,
            expires_on=self.expires_on,
            birth_date=self.birth_date,
            national_number=self.national_number,
        )

    def doubts(self, declared: Read, today: date) -> tuple[Doubt, ...]:
        found = [*document_checks.doubts(self.read, declared, today)]
        if self.mrz:
            lines = mrz.read(self.mrz, today.year)
            found += (
                [Doubt(f"mrz_{part}") for part in sorted(lines.wrong)]
                if lines
                else [Doubt.MRZ_ONLEESBAAR]
            )
        return tuple(dict.fromkeys(found))


class MetForm(IdentityFields):
    """``unknown``: nobody could say who it was, and that is said on purpose."""

    role: Role = Field(alias="rol")
    outcome: PersonOutcome = Field(alias="uitkomst")
    unknown: bool = Field(default=False, alias="onbekend")
    key: UUID = Field(alias="sleutel")
    action: str | None = Field(default=None, alias="actie", max_length=20)

    @model_validator(mode="after")
    def says_something(self) -> "MetForm":
        said = (
            self.given_names, self.family_name, self.alias, self.document_number,
            self.national_number, self.phone,
        )  # fmt: skip
        if not any(said) and not self.unknown:
            raise ValueError(
                mark(
                    "Vul een naam, een roepnaam of een nummer in. Weet je niets?"
                    " Kruis 'onbekend' aan."
                )
            )
        if any(said) and self.unknown:
            raise ValueError(
                mark("Je kruiste 'onbekend' aan en vulde toch iets in. Kies een van beide.")
            )
        return self

    def identity(self) -> IdentityClaim | RawClaim | None:
        """A whole claim where there is one, so that the same words are the same claim."""
        if self.unknown:
            return None
        number, country = self.document_number, self.document_country
        kind = self.document_kind or DocumentKind.ANDERE
        if self.given_names and self.family_name and self.birth_date and not self.alias:
            paper = (
                Document(kind=kind, country=country, number=number, expires_on=self.expires_on)
                if number and country
                else None
            )
            if paper or not number:
                return IdentityClaim(
                    given_names=self.given_names,
                    family_name=self.family_name,
                    birth_date=self.birth_date,
                    document=paper,
                    national_number=self.national_number,
                    nationality=self.nationality,
                    phone=self.phone,
                )
        return RawClaim(
            given_names=self.given_names,
            family_name=self.family_name,
            birth_date=self.birth_date,
            nationality=self.nationality,
            national_number=self.national_number,
            documents=(IdentityDocument(kind.value, country or "", number),) if number else (),
            phone=self.phone,
            alias=self.alias,
        )


FIELDS = {
    "voornamen": "given_names",
    "naam": "family_name",
    "geboren": "birth_date",
    "nationaliteit": "nationality",
    "land": "country",
    "nummer": "number",
    "vervalt": "expires_on",
}
"""Which field of a form each part of a machine readable zone fills."""


def fill(values: dict[str, list[str]], lines: mrz.Mrz) -> None:
    """Put what the lines say into the form, over what stood there."""
    for name, part in FIELDS.items():
        if text := getattr(lines, part):
            values[name] = [_shown(text) if name in ("geboren", "vervalt") else text]
    values["document"] = [lines.kind.value]


def _shown(text: str) -> str:
    return "-".join(reversed(text.split("-")))

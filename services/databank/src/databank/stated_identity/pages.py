"""The identity fields of a form about a person: everything may be missing or odd."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Self, TypeVar

from pydantic import BeforeValidator, Field

from chassis.web import Body
from contracts.codes import DocumentKind
from databank.screens import countries
from databank.stated_identity.rules import date_parsing, document_checks, mrz
from databank.stated_identity.rules.document_checks import DocumentReading, Doubt
from databank.stated_identity.rules.stated_identity import StatedDocument, StatedIdentity


def _birth_date(text: Any) -> Any:
    return date_parsing.birth_date(text) if isinstance(text, str) else text


def _day(text: Any) -> Any:
    return date_parsing.day(text) if isinstance(text, str) else text


def _country(text: Any) -> Any:
    return countries.code(text) if isinstance(text, str) else text


Value = TypeVar("Value")
BirthDate = Annotated[str, BeforeValidator(_birth_date)]
Day = Annotated[date, BeforeValidator(_day)]
Country = Annotated[str, BeforeValidator(_country)]


class IdentityFields(Body):
    """The fields of documents. Their names are short and Dutch: they travel over a poor network."""

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
    def has_lines(self) -> bool:
        """Whether there is a machine readable zone that can be read, whatever the century."""
        return bool(self.mrz) and mrz.read(self.mrz or "", date_parsing.NEWEST) is not None

    def completed(self, today: date) -> Self:
        """With the machine readable zone in the fields that were left empty: whoever typed it over
        and nothing more, read all that it says."""
        lines = mrz.read(self.mrz, today.year) if self.mrz else None
        if lines is None:
            return self
        read = {
            "given_names": lines.given_names,
            "family_name": lines.family_name,
            "birth_date": _if_readable(date_parsing.birth_date, lines.birth_date)
            or lines.birth_date[:4],
            "nationality": _if_readable(countries.code, lines.nationality),
            "document_kind": lines.kind,
            "document_country": _if_readable(countries.code, lines.country),
            "document_number": lines.number,
            "expires_on": _if_readable(date_parsing.day, lines.expires_on),
        }
        empty = {name: value for name, value in read.items() if getattr(self, name) is None}
        return self.model_copy(update={name: value for name, value in empty.items() if value})

    def stated(self, *, looks_minor: bool = False) -> StatedIdentity:
        """The identity as far as it was filled in."""
        number = self.document_number
        return StatedIdentity(
            given_names=self.given_names,
            family_name=self.family_name,
            alias=self.alias,
            birth_date=self.birth_date,
            nationality=self.nationality,
            national_number=self.national_number,
            phone=self.phone,
            documents=(
                StatedDocument(
                    self.document_kind or DocumentKind.ANDERE,
                    number,
                    self.document_country,
                    self.expires_on,
                ),
            )
            if number
            else (),
            looks_minor=looks_minor,
        )

    @property
    def read(self) -> DocumentReading:
        return DocumentReading(
            kind=self.document_kind,
            country=self.document_country,
            number=self.document_number,
            expires_on=self.expires_on,
            birth_date=self.birth_date,
            national_number=self.national_number,
            family_name=self.family_name,
            given_names=self.given_names,
        )

    def doubts(self, declared: DocumentReading, today: date) -> tuple[Doubt, ...]:
        doubts = [*document_checks.doubts(self.completed(today).read, declared, today)]
        if self.mrz:
            lines = mrz.read(self.mrz, today.year)
            doubts += (
                [Doubt(f"mrz_{part}") for part in sorted(lines.wrong)]
                if lines
                else [Doubt.MRZ_ONLEESBAAR]
            )
            if lines and document_checks.is_other_name(_names(lines), self.read):
                doubts.append(Doubt.NAAM_ANDERS)
        return tuple(dict.fromkeys(doubts))


def _names(lines: mrz.Mrz) -> DocumentReading:
    return DocumentReading(family_name=lines.family_name, given_names=lines.given_names)


FIELDS = {
    "voornamen": "given_names",
    "naam": "family_name",
    "geboren": "birth_date",
    "nationaliteit": "nationality",
    "land": "country",
    "nummer": "number",
    "vervalt": "expires_on",
}
"""The part of a machine readable zone that fills each field of a form."""


def fill(values: dict[str, list[str]], lines: mrz.Mrz) -> None:
    """Fill the form from the machine readable zone, over what stood there."""
    for name, part in FIELDS.items():
        if text := getattr(lines, part):
            values[name] = [_shown(text) if name in ("geboren", "vervalt") else text]
    values["document"] = [lines.kind.value]


def _if_readable(parse: Callable[[str], Value], text: str) -> Value | None:
    """None for what a slip in the lines made of a field."""
    try:
        return parse(text)
    except ValueError:
        return None


def _shown(text: str) -> str:
    return "-".join(reversed(text.split("-")))

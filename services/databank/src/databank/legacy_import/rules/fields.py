"""Fields of one row: read them, and gather every reason to refuse the row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.codes import DocumentKind
from databank.files.rules.data_subject import Category
from databank.legacy_import.rules import codes, dates
from databank.legacy_import.rules.codes import Role, folded
from databank.legacy_import.rules.dates import DateError, Day
from databank.legacy_import.rules.facts import Refusal
from databank.legacy_import.rules.rows import UNREADABLE, Reason
from linkage.claim import IdentityDocument, RawClaim

NOTHING = frozenset({"", "?", "-", "/", "x", "onbekend", "onb", "nvt", "n v t", "geen", "null"})
"""Words that people write in a field that must not stay empty, for nothing."""
_NAMES = 120
_PHONE, _NUMBER, _DOCUMENT = 32, 20, range(3, 33)
"""Lengths in characters."""
_ADDRESS = re.compile(
    r"^(?P<street>[^\d,]+?)\s+(?P<house>\d+\s?[A-Za-z]?(?:[ /]*bus\s*\w+)?)"
    r"(?:\s*,?\s+(?P<postcode>\d{4})\s+(?P<municipality>[^\d,]+))?$"
)
_SEXES = {"v": "F", "vrouw": "F", "f": "F", "m": "M", "man": "M"}


@dataclass(frozen=True, slots=True)
class PersonFields:
    """Names of the fields of a person in a source."""

    family: str
    given: str
    birth: str
    nationality: str
    document_kind: str
    document_number: str
    national_number: str
    phone: str
    sex: str
    document_country: str | None = None
    address: str | None = None
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    alias: str | None = None


@dataclass(slots=True)
class RowReader:
    """Reads one row; ``reasons`` grows with all that is wrong with it."""

    cells: Mapping[str, str]
    today: date
    reasons: list[Reason] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    days: list[Day | None] = field(default_factory=list)
    judged: Category | None = None

    def refused(self) -> Refusal:
        """The refusal, with how old the row is, where every date in it can be read."""
        known = [day.last for day in self.days if day is not None]
        last = max(known, default=None) if len(known) == len(self.days) else None
        return Refusal(tuple(self.reasons), last, self.judged)

    def refuse(self, name: str, text: str) -> None:
        self.reasons.append(Reason(name, text))

    def text(self, name: str, longest: int = _NAMES) -> str | None:
        """The field, or nothing where somebody wrote that there is nothing."""
        text = " ".join(self.cells.get(name, "").split())
        if folded(text) in NOTHING:
            return None
        if UNREADABLE in text:
            self.refuse(name, "Dit veld heeft een teken dat we niet kunnen lezen.")
            return None
        if len(text) > longest:
            self.refuse(name, f"Dit veld mag ten hoogste {longest} tekens hebben.")
            return None
        return text

    def needed(self, name: str, why: str) -> str:
        """The field; where it is empty, ``why`` stands against the row."""
        refused = len(self.reasons)
        text = self.text(name)
        if text is None and len(self.reasons) == refused:
            self.refuse(name, why)
        return text or ""

    def day(self, name: str) -> Day | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            day = dates.read_day(text, self.today)
        except DateError as error:
            self.refuse(name, str(error))
            day = None
        self.days.append(day)
        return day

    def role(self, name: str, word: str | None) -> Role:
        """The role; a row that does not say it is of a sekswerker, as these databases are."""
        if word is None:
            return Role.SEKSWERKER
        role = codes.ROLES.get(folded(word))
        if role is None:
            self.refuse(name, "Deze hoedanigheid kennen we niet.")
        return role or Role.ANDERE

    def category(self, name: str, word: str | None) -> Category:
        """The category; nothing said is the least burdening: contact without suspicion (DP-06)."""
        category = Category.CONTACT_ZONDER_VERDENKING if word is None else None
        category = category or codes.CATEGORIES.get(folded(word or ""))
        self.judged = category
        if category is None:
            self.refuse(name, "Deze categorie van betrokkene kennen we niet.")
        return category or Category.CONTACT_ZONDER_VERDENKING

    def notes(self, name: str) -> tuple[str, ...]:
        words = (self.text(name) or "").split(",")
        found = [codes.NOTES.get(folded(word)) for word in words if word.strip()]
        if None in found:
            self.left_out.append(name)
        return tuple(dict.fromkeys(note for note in found if note is not None))

    def identity(self, naming: PersonFields) -> RawClaim | None:
        """The person it is about; nothing when a name or a birth date lacks, with the reasons."""
        refused = len(self.reasons)
        why = "Zonder {} kunnen we niet weten over wie dit gaat."
        family = self.needed(naming.family, why.format("familienaam"))
        given = self.needed(naming.given, why.format("voornaam"))
        birth = self._birth(naming.birth, why.format("geboortedatum of -jaar"))
        nationality = self._nationality(naming.nationality)
        claimed = RawClaim(
            given_names=given,
            family_name=family,
            birth_date=birth,
            sex=self._sex(naming.sex),
            nationality=nationality,
            national_number=self.text(naming.national_number, _NUMBER),
            documents=self._documents(naming, nationality),
            phone=self.text(naming.phone, _PHONE),
            alias=self.text(naming.alias) if naming.alias else None,
            **self._address(naming),
        )
        return claimed if len(self.reasons) == refused else None

    def _birth(self, name: str, why: str) -> str:
        text = self.needed(name, why)
        if not text:
            return ""
        try:
            return dates.read_birth(text, self.today)
        except DateError as error:
            self.refuse(name, str(error))
            return ""

    def _nationality(self, name: str) -> str | None:
        word = self.text(name)
        found = codes.NATIONALITIES.get(folded(word)) if word else None
        if word and not found:
            self.left_out.append(name)
        return found

    def _sex(self, name: str) -> str | None:
        word = self.text(name)
        found = _SEXES.get(folded(word)) if word else None
        if word and not found:
            self.left_out.append(name)
        return found

    def _documents(
        self, naming: PersonFields, nationality: str | None
    ) -> tuple[IdentityDocument, ...]:
        """A number without a country compares with nothing, so it is left out."""
        number = self.text(naming.document_number)
        if number is None:
            return ()
        country = self._nationality(naming.document_country) if naming.document_country else None
        country = country or nationality
        if country is None or len(number) not in _DOCUMENT:
            self.left_out.append(naming.document_number)
            return ()
        word = folded(self.text(naming.document_kind) or "")
        kind = codes.DOCUMENTS.get(word, DocumentKind.ANDERE)
        return (IdentityDocument(kind.value, country, number),)

    def _address(self, naming: PersonFields) -> dict[str, str | None]:
        if naming.address is None:
            parts = ("street", "house_number", "postcode", "municipality")
            names = {part: getattr(naming, part) for part in parts}
            return {part: self.text(name) if name else None for part, name in names.items()}
        text = self.text(naming.address)
        found = _ADDRESS.match(text) if text else None
        if text and found is None:
            self.left_out.append(naming.address)
        if found is None:
            return {}
        return {
            "street": found["street"],
            "house_number": found["house"],
            "postcode": found["postcode"],
            "municipality": found["municipality"],
        }

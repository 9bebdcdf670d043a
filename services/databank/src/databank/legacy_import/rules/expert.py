"""The expert databank: a table exported from an Access-like program, one line per finding."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from databank.legacy_import.rules import codes, csv_lines, dates
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.dates import DateError, Day
from databank.legacy_import.rules.facts import LegacyRecord, Observation, Place, Refusal
from databank.legacy_import.rules.fields import PersonFields, RowReader
from databank.legacy_import.rules.rows import FormatError, Reason, Row

NUMBER = "Volgnr"
NOTES = "Nota codes"
TEXT = ("Opmerking",)
COLUMNS = (
    NUMBER,
    "Dossiernr",
    "Naam",
    "Voornaam",
    "Geboortedatum",
    "Geslacht",
    "Nationaliteit",
    "Documentsoort",
    "Documentnr",
    "Rijksregisternr",
    "GSM",
    "Straat",
    "Huisnr",
    "Postcode",
    "Gemeente",
    "Hoedanigheid",
    "Categorie",
    "Zekerheid",
    "Branche",
    "Instelling",
    "Straat instelling",
    "Huisnr instelling",
    "Postcode instelling",
    "Datum vaststelling",
    "Uur",
    NOTES,
    *TEXT,
)
_PERSON = PersonFields(
    family="Naam",
    given="Voornaam",
    birth="Geboortedatum",
    nationality="Nationaliteit",
    document_kind="Documentsoort",
    document_number="Documentnr",
    national_number="Rijksregisternr",
    phone="GSM",
    sex="Geslacht",
    street="Straat",
    house_number="Huisnr",
    postcode="Postcode",
    municipality="Gemeente",
)
_ABOUT_A_PERSON = ("Naam", "Voornaam", "Geboortedatum", "Documentnr", "Rijksregisternr")


def rows(path: Path) -> Iterator[Row]:
    """A line that cannot be taken apart leaves only its place: which of it is free text is unknown.

    Raises :class:`FormatError` when the columns are not those of this databank.
    """
    unknown = sorted(set(csv_lines.header(path, COLUMNS)[1]) - set(COLUMNS))
    if unknown:
        raise FormatError(f"Deze kolommen kennen we niet: {', '.join(unknown)}.")
    for names, line in csv_lines.lines(path, COLUMNS):
        if line.trouble:
            yield Row("", line.place, {}, troubles=(Reason("regel", line.trouble),))
            continue
        cells = dict(zip(names, line.fields, strict=True))
        texts = [cells.pop(name) for name in TEXT]
        cells[NOTES] = codes.notes(cells[NOTES].split(","))
        yield Row(row_id(cells), line.place, cells, has_text=any(text.strip() for text in texts))


def row_id(cells: Mapping[str, str]) -> str:
    """Access writes its counter as a number with decimals: ``1024,00``."""
    text = cells.get(NUMBER, "").strip()
    whole, _, decimals = text.partition(",")
    return whole if whole.isdigit() and not decimals.strip("0") else ""


def parse(row: Row, today: date) -> LegacyRecord | Refusal:
    read = RowReader(row.cells, today)
    is_about_a_person = any(read.text(name) for name in _ABOUT_A_PERSON)
    identity = read.identity(_PERSON) if is_about_a_person else None
    role = read.role("Hoedanigheid", read.text("Hoedanigheid"))
    category = read.category("Categorie", read.text("Categorie"))
    is_fact = _certainty(read) == 1
    branch = codes.branch_of(read.needed("Branche", "Vul een branche in."))
    if branch is None and read.text("Branche"):
        read.refuse("Branche", "Deze branche kennen we niet.")
    day = _day(read)
    notes = read.notes(NOTES)
    place = None
    label = read.text("Instelling")
    if branch and label:
        place = Place(
            branch,
            label,
            read.text("Straat instelling"),
            read.text("Huisnr instelling"),
            read.text("Postcode instelling"),
        )
    if identity is None and not is_about_a_person and place is None:
        read.refuse("Naam", "Deze rij noemt geen persoon en geen instelling.")
    if read.reasons or branch is None or day is None:
        return read.refused()
    return LegacyRecord(
        identity=identity,
        role=role if identity else Role.ANDERE,
        category=category,
        observations=(Observation(branch, day, is_fact, place),),
        places=(place,) if place else (),
        notes=notes,
        left_out=tuple(read.left_out),
    )


def _certainty(read: RowReader) -> Decimal:
    """``Zekerheid`` from 0 to 1 with a decimal comma; below 1, or nothing, is an assessment."""
    text = read.text("Zekerheid")
    if text is None:
        return Decimal(0)
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        found = Decimal(-1)
    if not 0 <= found <= 1:
        read.refuse("Zekerheid", "Schrijf een getal van 0 tot 1, bijvoorbeeld 0,75.")
    return found


def _day(read: RowReader) -> Day | None:
    refused = len(read.reasons)
    day = read.day("Datum vaststelling")
    if day is None and len(read.reasons) == refused:
        read.refuse("Datum vaststelling", "Vul de datum van de vaststelling in.")
    hour = read.text("Uur")
    if day is None or hour is None:
        return day
    try:
        return replace(day, hour=dates.read_hour(hour))
    except DateError as error:
        read.refuse("Uur", str(error))
        return day

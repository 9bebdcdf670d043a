"""Files of the older databases, each written as its program writes it, and read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from databank.legacy_import import read_export
from databank.legacy_import.rules import expert
from databank.legacy_import.rules.facts import LegacyRecord, Refusal
from databank.legacy_import.rules.rows import Row, Source

TODAY = date(2026, 11, 2)


HEADER = ";".join(expert.COLUMNS)


FIELDS = {
    "Volgnr": "1024,00",
    "Dossiernr": "88",
    "Naam": "Gonçalves",
    "Voornaam": "Conceição",
    "Geboortedatum": "7/5/91",
    "Geslacht": "V",
    "Nationaliteit": "Braziliaanse",
    "Documentsoort": "Paspoort",
    "Documentnr": "SYN 123-45",
    "GSM": "+32 400 12 34 56",
    "Straat": "Synthesestraat",
    "Huisnr": "12",
    "Postcode": "2000",
    "Gemeente": "Antwerpen",
    "Hoedanigheid": "sekswerkster",
    "Categorie": "C",
    "Zekerheid": "1,00",
    "Branche": "Privé",
    "Instelling": "Flat  Linde 2",
    "Datum vaststelling": "12/03/14",
    "Uur": "22u15",
    "Nota codes": "TOLK,SOA,MH",
    "Opmerking": '"Zei: ""tot later"";\nkwam terug."',
}


def a_line(**more: str) -> str:
    cells = FIELDS | more
    return ";".join(cells.get(name, "") for name in expert.COLUMNS)


def write(path: Path, *lines: str, encoding: str = "cp1252") -> Path:
    path.write_bytes("\r\n".join((HEADER, *lines, "")).encode(encoding))
    return path


def read(source: Source, path: Path) -> list[tuple[Row, LegacyRecord | Refusal]]:
    return [(row, read_export.parse(source, row, TODAY)) for row in read_export.rows(source, path)]


def record(found: list[tuple[Row, LegacyRecord | Refusal]]) -> LegacyRecord:
    ((_, parsed),) = found
    assert isinstance(parsed, LegacyRecord), parsed
    return parsed


def reasons(parsed: LegacyRecord | Refusal) -> dict[str, str]:
    assert isinstance(parsed, Refusal)
    return {why.field: why.text for why in parsed.reasons}


def workbook(path: Path, *sheets: dict[str, Any]) -> Path:
    """Sheets of cells by name; a range as ``A1:F1`` is a merged cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, cells in enumerate(sheets):
            sheet = book.add_worksheet(f"blad{number}")
            for at, value in cells.items():
                if isinstance(value, date):
                    sheet.write_datetime(at, value, day)
                elif ":" in at:
                    sheet.merge_range(at, value)
                else:
                    sheet.write(at, value)
    return path


CARD = {
    "A3:F3": "GEGEVENSFICHE PROSTITUEE   nr. F-0123",
    "A4": "Naam:",
    "B4:C4": "Kovács",
    "D4": "VOORNAAM",
    "E4:F4": "Ágnes",
    "A5": "Geb. datum",
    "B5": date(1988, 3, 12),
    "D5": "GSM:",
    "E5": 400123456,
    "A6": "Adres",
    "B6:F6": "Synthesestraat 12 bus 3, 2000 Antwerpen",
    "H4": "nog nakijken!",
    "A7": "Hoedanigheid: prostituee",
    "D7": "Nationaliteit",
    "E7": "Hongaarse",
    "A9:F9": "CONTACTEN",
    "A10": "Datum",
    "B10": "Plaats",
    "C10": "Branche",
    "D10": "Aard",
    "A11": 41710,
    "B11": "Pand Linde 2",
    "C11": "raam",
    "D11": "controle",
    "A12": "maart 2015",
    "C12": "escort",
    "D12": "info via derde",
    "A13": "Nota",
    "B13:F13": "sprak over haar dochter",
    "A15": "blijft dit nog?",
}


SECOND = {
    "B2": "Gegevensfiche prostituee nr:",
    "C2": "F-0124",
    "B3": "Naam",
    "C3": "Tóth",
    "B4": "Voornaam",
    "C4": "Réka",
    "B5": "Geboren",
    "C5": "'89",
    "B6": "Opgemaakt op",
    "C6": "12.03.'14",
}


HEAD: dict[str, Any] = {
    "bestand": "verborgen-verdoken",
    "codetabellen": {
        "vorm": {"MS": "massagesalon", "ES": "escort", "ZZ": "zwembad"},
        "soort": {"01": "handelspand"},
        "rol": {"SW": "sekswerker", "KL": "klant"},
        "categorie": {"Z": "contact zonder verdenking", "S": "slachtoffer"},
        "bron": {"C": "controle", "I": "informatie"},
        "nota": {"TK": "tolk"},
    },
}


DOSSIER: dict[str, Any] = {
    "dossier": "VV-1",
    "opmerking": "klant belde",
    "inrichting": {
        "vorm": "MS",
        "soort": "01",
        "naam": "Salon Maan",
        "adres": {"str": "Kade", "nr": "3", "pc": "2000"},
    },
    "personen": [
        {
            "volgnr": 1,
            "naam": "Saetang",
            "voornamen": ["Kanya", "Malee"],
            "geboren": "198803",
            "nat": "THA",
            "doc": {"s": "pas", "l": "THA", "n": "SYN777"},
            "rol": "SW",
            "cat": "S",
            "nota": ["TK", "XX"],
            "waarnemingen": [
                {"op": "20140312T2215", "bron": "C"},
                {"op": "20140401", "bron": "I", "vorm": "ES"},
            ],
        },
        {"volgnr": 2, "naam": "Malee", "voornamen": [], "geboren": "1990", "rol": "??"},
    ],
}


def dump(path: Path, *lines: dict[str, Any] | str) -> Path:
    text = [one if isinstance(one, str) else json.dumps(one) for one in (HEAD, *lines)]
    path.write_text("\n".join(text) + "\n", "utf-8")
    return path

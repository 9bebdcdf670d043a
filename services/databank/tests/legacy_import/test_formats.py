"""The three formats of the older databases, each written here as its program writes it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.branches import Branch
from databank.files.rules.data_subject import Category
from databank.legacy_import import read_export
from databank.legacy_import.rules import csv_lines, expert
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.facts import LegacyRecord, Refusal
from databank.legacy_import.rules.rows import FormatError, Row, Source
from databank.legacy_import.store.rejects import RejectRow

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


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_an_expert_export_is_read_in_the_encoding_that_it_has(
    tmp_path: Path, encoding: str
) -> None:
    found = read(Source.EXPERT, write(tmp_path / "e.csv", a_line(), encoding=encoding))
    row, parsed = found[0][0], record(found)
    assert (row.row_id, row.place, row.has_text) == ("1024", "regels 2-3", True)
    assert "Opmerking" not in row.cells
    assert row.cells["Nota codes"] == "TOLK,MH,niet overgenomen"
    assert parsed.identity is not None
    who = parsed.identity
    assert (who.family_name, who.given_names) == ("Gonçalves", "Conceição")
    assert (who.birth_date, who.nationality, who.sex) == ("1991-05-07", "BRA", "F")
    assert [(paper.kind, paper.country) for paper in who.documents] == [("paspoort", "BRA")]
    (seen,) = parsed.observations
    assert (seen.branch, str(seen.day), seen.is_fact) == (
        Branch.PRIVE_THUIS,
        "2014-03-12T22:15",
        True,
    )
    assert seen.place is not None
    assert seen.place.key == "flat linde 2"
    assert parsed.role is Role.SEKSWERKER
    assert parsed.category is Category.CONTACT_ZONDER_VERDENKING
    assert parsed.notes == ("tolk_nodig", "vermoeden_mensenhandel_na_te_kijken")
    assert parsed.left_out == ("Nota codes",)  # a code about health does not come along (DP-10)


def test_an_expert_line_says_every_field_that_is_wrong(tmp_path: Path) -> None:
    wrong = a_line(
        Naam="?",
        Geboortedatum="31/02/1991",
        Hoedanigheid="bezoeker",
        Categorie="Q",
        Zekerheid="7,5",
        Branche="Kelder",
        Uur="laat",
    )
    ((_, parsed),) = read(Source.EXPERT, write(tmp_path / "e.csv", wrong))
    assert set(reasons(parsed)) == {
        *("Naam", "Geboortedatum", "Hoedanigheid", "Categorie", "Zekerheid", "Branche", "Uur")
    }
    assert not any("Kelder" in text or "bezoeker" in text for text in reasons(parsed).values())


@pytest.mark.parametrize(
    ("certainty", "is_fact"), [("1,00", True), ("1", True), ("0,75", False), ("", False)]
)
def test_less_than_certain_is_an_assessment(tmp_path: Path, certainty: str, is_fact: bool) -> None:
    found = read(Source.EXPERT, write(tmp_path / "e.csv", a_line(Zekerheid=certainty)))
    assert record(found).is_fact is is_fact


def test_lines_that_cannot_be_taken_apart_cost_only_themselves(tmp_path: Path) -> None:
    path = write(
        tmp_path / "e.csv",
        a_line(),
        "3,00;te;kort",
        a_line(Volgnr="4,00", Naam='"Peeters" Ann', Opmerking=""),
        a_line(Volgnr="5,00"),
        a_line(Volgnr=""),
        a_line(Volgnr="5,00"),
        a_line(Volgnr="5,00", Naam="Anders"),
        "",
    )
    found = read(Source.EXPERT, path)
    kinds = [
        (row.row_id, isinstance(parsed, LegacyRecord), row.is_repeated) for row, parsed in found
    ]
    assert kinds == [
        ("1024", True, False),
        ("", False, False),
        ("", False, False),
        ("5", True, False),
        ("", False, False),
        ("5", True, True),
        ("5", False, False),
    ]
    assert "3 velden in plaats van 27" in reasons(found[1][1])["regel"]
    assert "aanhalingsteken" in reasons(found[2][1])["regel"]
    assert "heeft geen nummer" in reasons(found[4][1])["nummer"]
    assert "staat ook op regels 6-7" in reasons(found[6][1])["nummer"]


def test_another_separator_is_found_by_the_header_and_a_strange_column_is_turned_down(
    tmp_path: Path,
) -> None:
    path = tmp_path / "e.csv"
    path.write_text(f"{HEADER}\n{a_line(Opmerking='')}\n".replace(";", "\t"))
    assert record(read(Source.EXPERT, path)).identity is not None
    path.write_text(f"{HEADER};Bijnaam klant\n")
    with pytest.raises(FormatError, match="Bijnaam klant"):
        read(Source.EXPERT, path)


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


def test_a_card_is_read_over_merged_cells_and_beside_notes_that_strayed(tmp_path: Path) -> None:
    found = read(Source.FICHES, workbook(tmp_path / "f.xlsx", CARD, SECOND))
    (row, parsed), (other, refused) = found
    assert isinstance(parsed, LegacyRecord)
    assert (row.row_id, row.place, row.has_text) == ("F-0123", "blad blad0, regel 3", True)
    assert not any("dochter" in text or "nakijken" in text for text in row.cells.values())
    who = parsed.identity
    assert who is not None
    assert (who.family_name, who.given_names, who.birth_date) == ("Kovács", "Ágnes", "1988-03-12")
    assert (who.street, who.house_number, who.postcode, who.municipality) == (
        *("Synthesestraat", "12 bus 3", "2000", "Antwerpen"),
    )
    assert (who.nationality, who.phone) == ("HUN", "400123456")
    assert [(str(one.day), one.branch, one.is_fact) for one in parsed.observations] == [
        ("2014-03-12", Branch.RAAM, True),
        ("2015-03", Branch.ESCORT, False),
    ]
    assert (other.row_id, other.place) == ("F-0124", "blad blad1, regel 2")
    assert set(reasons(refused)) == {"geboren"}


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


def test_a_dossier_gives_a_row_per_person_with_its_codes_explained(tmp_path: Path) -> None:
    empty = {"dossier": "VV-2", "opgemaakt": "2014", "inrichting": DOSSIER["inrichting"]}
    found = read(Source.VERBORGEN, dump(tmp_path / "v.jsonl", DOSSIER, '{"dossier": ', empty))
    assert [(row.row_id, row.place) for row, _ in found] == [
        ("VV-1/1", "regel 2, persoon 1"),
        ("VV-1/2", "regel 2, persoon 2"),
        ("", "regel 3"),
        ("VV-2/0", "regel 4"),
    ]
    parsed = found[0][1]
    assert isinstance(parsed, LegacyRecord)
    assert parsed.identity is not None
    assert (parsed.identity.given_names, parsed.identity.birth_date) == ("Kanya Malee", "1988-03")
    assert parsed.category is Category.SLACHTOFFER
    seen, heard = parsed.observations
    assert (seen.branch, seen.is_fact, str(seen.day)) == (
        Branch.MASSAGESALON,
        True,
        "2014-03-12T22:15",
    )
    assert (heard.branch, heard.is_fact, heard.place) == (Branch.ESCORT, False, None)
    assert parsed.notes == ("tolk_nodig",)
    assert parsed.left_out == ("nota",)
    assert set(reasons(found[1][1])) == {"voornamen", "rol", "opgemaakt"} - {"opgemaakt"}
    assert "JSON" in reasons(found[2][1])["regel"]
    place = found[3][1]
    assert isinstance(place, LegacyRecord)
    assert (place.identity, len(place.places), place.role) == (None, 1, Role.ANDERE)


def test_what_no_database_keeps_is_refused_as_unreadable(tmp_path: Path) -> None:
    person = {"volgnr": 1, "naam": "Sae\x00tang", "voornamen": "Kanya", "geboren": "1988"}
    dossier = {"dossier": "VV-\x001" + "9" * 80, "opgemaakt": "2024", "personen": [person]}
    ((row, parsed),) = read(Source.VERBORGEN, dump(tmp_path / "v.jsonl", dossier))
    assert "\x00" not in row.row_id + "".join(row.cells.values())
    assert "te lang" in reasons(parsed)["nummer"]
    ((_, parsed),) = read(
        Source.VERBORGEN, dump(tmp_path / "w.jsonl", dossier | {"dossier": "VV-1"})
    )
    assert "niet kunnen lezen" in reasons(parsed)["naam"]


def test_a_dump_without_its_code_tables_is_turned_down(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    path.write_text('{"bestand": "verborgen-verdoken", "codetabellen": {"vorm": {}}}\n')
    with pytest.raises(FormatError, match="soort, rol, categorie, bron, nota"):
        read(Source.VERBORGEN, path)


def test_refused_rows_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    wrong = write(tmp_path / "e.csv", a_line(Branche="Kelder", Naam='"O""Hara; Ann"'))
    ((row, parsed),) = read(Source.EXPERT, wrong)
    assert isinstance(parsed, Refusal)
    assert row.cells["GSM"].startswith("+")  # which a spreadsheet would take for a sum
    refused = RejectRow(
        id=row.refusal_id(Source.EXPERT),
        source=Source.EXPERT,
        place=row.place,
        reasons=[{"field": why.field, "text": why.text} for why in parsed.reasons],
        has_text=row.has_text,
        cells=dict(row.cells),
    )
    path = tmp_path / "weigeringen.csv"
    read_export.write_rejects(path, Source.EXPERT, [refused])
    (again,) = read_export.rows(Source.EXPERT, path)
    assert (again.row_id, again.digest) == (row.row_id, row.digest)
    assert ";'+32 400" in path.read_text("utf-8-sig")
    assert again.corrects == row.refusal_id(Source.EXPERT)
    with pytest.raises(FormatError, match="andere bron"):
        list(read_export.rows(Source.FICHES, path))


def test_rows_and_records_print_nothing_of_a_person(tmp_path: Path) -> None:
    found = read(Source.EXPERT, write(tmp_path / "e.csv", a_line()))
    printed = repr(found)
    for secret in ("Gon", "Conce", "1991", "SYN", "Linde", "400"):
        assert secret not in printed


BYTES = st.lists(
    st.one_of(
        st.just(a_line(Opmerking="")),
        st.sampled_from(list(FIELDS)).map(lambda name: a_line(**{name: "\x81", "Opmerking": ""})),
        st.text(st.characters(codec="latin-1", exclude_characters='\r\n"'), max_size=40),
    ),
    max_size=12,
)


@given(BYTES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_file_every_line_is_a_record_or_has_reasons(
    tmp_path: Path, lines: list[str]
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes("\n".join((HEADER, *lines)).encode("latin-1"))
    found = read(Source.EXPERT, path)
    told = [line for line in lines if any(part.strip() for part in line.split(";"))]
    assert len(found) == len(told)
    for _, parsed in found:
        assert isinstance(parsed, LegacyRecord) or parsed.reasons
    assert csv_lines.encoding(path) in ("utf-8", "cp1252")


NAMES = (
    "dossier inrichting personen waarnemingen op bron vorm rol cat nota doc n l s naam voornamen"
    " geboren volgnr adres opgemaakt"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES.split()),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_dump_every_dossier_is_rows_with_a_record_or_reasons(
    tmp_path: Path, dossiers: list[Any]
) -> None:
    found = read(Source.VERBORGEN, dump(tmp_path / "any.jsonl", *map(json.dumps, dossiers)))
    assert len(found) >= len(dossiers)
    for _, parsed in found:
        assert isinstance(parsed, LegacyRecord) or parsed.reasons


CELL = st.one_of(
    st.sampled_from([*map(str, CARD.values()), *SECOND.values(), "Branche", "straat", "Nota"]),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1950, 1, 1), date(2040, 1, 1)),
    st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=12),
)


@given(st.dictionaries(st.tuples(st.integers(1, 30), st.sampled_from("ABCDEFGH")), CELL))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_stands_in_a_workbook_every_card_is_a_record_or_has_reasons(
    tmp_path: Path, cells: dict[tuple[int, str], Any]
) -> None:
    named = {f"{column}{line}": value for (line, column), value in cells.items()}
    path = workbook(tmp_path / "any.xlsx", {"A40": "Gegevensfiche nr. F-1"} | named)
    titles = sum(str(value).startswith(("GEGEVENSFICHE", "Gegevensf")) for value in named.values())
    found = read(Source.FICHES, path)
    assert 1 <= len(found) <= titles + 1
    for _, parsed in found:
        assert isinstance(parsed, LegacyRecord) or parsed.reasons

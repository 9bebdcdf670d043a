"""The three formats of the older databases, each written here as its program writes it."""

from datetime import datetime
from pathlib import Path

import pytest

from contracts.branches import Branch
from databank.files.rules.data_subject import Category
from databank.legacy_import import read_export
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.facts import LegacyRecord, Refusal
from databank.legacy_import.rules.rows import FormatError, Source
from databank.legacy_import.store.rejects import RejectRow

from ..support.legacy_exports import (
    CARD,
    DOSSIER,
    HEADER,
    SECOND,
    a_line,
    dump,
    read,
    reasons,
    record,
    workbook,
    write,
)


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


def test_a_field_longer_than_any_name_is_refused_and_not_cut(tmp_path: Path) -> None:
    """The persons of the databank have names of 120 characters at most."""
    longest = record(read(Source.EXPERT, write(tmp_path / "e.csv", a_line(Naam="a" * 120))))
    assert longest.identity is not None
    assert longest.identity.family_name == "a" * 120
    ((_, parsed),) = read(Source.EXPERT, write(tmp_path / "f.csv", a_line(Naam="a" * 121)))
    assert reasons(parsed) == {"Naam": "Dit veld mag ten hoogste 120 tekens hebben."}


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


def test_a_moment_of_a_card_keeps_its_hour_and_a_day_has_none(tmp_path: Path) -> None:
    """Excel gives a day that was formatted as a moment the hour of midnight."""
    moments = {"B5": datetime(1988, 3, 12), "A11": datetime(2014, 3, 12, 21, 30)}  # noqa: DTZ001
    ((row, parsed),) = read(Source.FICHES, workbook(tmp_path / "f.xlsx", CARD | moments))
    assert isinstance(parsed, LegacyRecord)
    assert parsed.identity is not None
    assert parsed.identity.birth_date == "1988-03-12"
    assert "1988-03-12" in row.cells.values()
    assert "2014-03-12T21:30" in row.cells.values()


def test_what_stands_above_the_first_card_of_a_sheet_belongs_to_none(tmp_path: Path) -> None:
    above = {"A1": "Map 7", "B1": "nazien in 2015"}
    ((row, parsed),) = read(Source.FICHES, workbook(tmp_path / "f.xlsx", above | CARD))
    assert isinstance(parsed, LegacyRecord)
    assert not any("Map" in text or "nazien" in text for text in row.cells.values())
    with pytest.raises(FormatError, match="geen enkele gegevensfiche"):
        read(Source.FICHES, workbook(tmp_path / "g.xlsx", above))


def test_a_meeting_in_a_form_that_nobody_knows_refuses_the_row(tmp_path: Path) -> None:
    """``ZZ`` is a swimming pool in the file's own table, and no branch of the policy."""
    person = DOSSIER["personen"][0]
    met = {"op": "20140312", "bron": "C", "vorm": "ZZ"}
    dossier = DOSSIER | {"personen": [person | {"waarnemingen": [met]}]}
    ((_, parsed),) = read(Source.VERBORGEN, dump(tmp_path / "v.jsonl", dossier))
    assert reasons(parsed) == {"waarneming 1 vorm": "Deze vorm kennen we niet."}


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

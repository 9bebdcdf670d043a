"""Rows of the older databases cell by cell: each field's bounds, and what a refused row still says.

A file of each format as its program writes it: ``test_formats.py``.
"""

from datetime import date, time
from typing import Any

import pytest

from contracts.branches import Branch
from databank.files.rules.data_subject import Category
from databank.legacy_import.rules import expert, fiches, hidden
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.csv_lines import lines
from databank.legacy_import.rules.dates import Day, read_hour
from databank.legacy_import.rules.facts import LegacyRecord, Refusal
from databank.legacy_import.rules.fields import RowReader
from databank.legacy_import.rules.rows import Row

TODAY = date(2026, 11, 2)
WHO = {"Naam": "Proef", "Voornaam": "Ana", "Geboortedatum": "16/3/1990", "Nationaliteit": "Belg"}
LINE = {
    "Volgnr": "7",
    **WHO,
    "Zekerheid": "1",
    "Branche": "Raam",
    "Datum vaststelling": "12/3/2014",
}


def of_line(**changes: str) -> LegacyRecord | Refusal:
    cells = {name.replace("_", " "): text for name, text in changes.items()}
    return expert.parse(Row("7", "regel 2", LINE | cells), TODAY)


def record(found: LegacyRecord | Refusal) -> LegacyRecord:
    assert isinstance(found, LegacyRecord), found
    return found


def fields(found: LegacyRecord | Refusal) -> list[str]:
    assert isinstance(found, Refusal), found
    return [reason.field for reason in found.reasons]


def test_a_row_prints_its_place_and_nothing_of_a_person() -> None:
    assert repr(Row("7", "regel 2", LINE)) == "<row regel 2>"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("22u", time(22, 0)),
        ("22:00", time(22, 0)),
        ("0:00", time(0, 0)),
        ("23:59", time(23, 59)),
        ("22u01", time(22, 1)),
    ],
)
def test_an_hour_without_minutes_is_the_whole_hour(text: str, hour: time) -> None:
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["24:00", "22:60", "uur"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="uur"):
        read_hour(text)


@pytest.mark.parametrize(
    ("text", "is_fact"), [("1", True), ("1,00", True), ("0,99", False), ("0", False), ("", False)]
)
def test_a_certainty_of_one_is_a_fact(text: str, *, is_fact: bool) -> None:
    assert record(of_line(Zekerheid=text)).is_fact is is_fact


@pytest.mark.parametrize("text", ["-0,01", "-0,5", "-1", "1,01", "2", "zeker"])
def test_a_certainty_is_from_nothing_to_one(text: str) -> None:
    assert fields(of_line(Zekerheid=text)) == ["Zekerheid"]


def test_a_refused_row_is_as_old_as_its_last_date_where_each_can_be_read() -> None:
    read = RowReader({"a": "12/3/2014", "b": "2015", "c": "geen dag"}, TODAY)
    assert read.refused().last_day is None
    read.day("a")
    assert read.refused().last_day == date(2014, 3, 12)
    read.day("b")
    assert read.refused().last_day == date(2015, 12, 31)
    read.day("c")
    assert read.refused().last_day is None
    assert [reason.field for reason in read.refused().reasons] == ["c"]


def test_a_category_that_nobody_gave_burdens_least_and_a_strange_one_is_refused() -> None:
    """DP-06: contact without suspicion."""
    read = RowReader({}, TODAY)
    assert read.category("x", None) is Category.CONTACT_ZONDER_VERDENKING
    assert (read.reasons, read.judged) == ([], Category.CONTACT_ZONDER_VERDENKING)
    strange = RowReader({}, TODAY)
    assert strange.category("x", "iets anders") is Category.CONTACT_ZONDER_VERDENKING
    assert [reason.field for reason in strange.reasons] == ["x"]
    assert strange.judged is None
    assert RowReader({}, TODAY).role("x", None) is Role.SEKSWERKER
    other = RowReader({}, TODAY)
    assert other.role("x", "iets anders") is Role.ANDERE
    assert [reason.field for reason in other.reasons] == ["x"]


@pytest.mark.parametrize(("letters", "fits"), [(199, True), (200, True), (201, False)])
def test_a_field_is_as_long_as_it_may_be_and_no_longer(letters: int, *, fits: bool) -> None:
    read = RowReader({"x": "a" * letters}, TODAY)
    assert (read.text("x", 200) is not None) is fits
    assert [reason.field for reason in read.reasons] == ([] if fits else ["x"])


def test_a_document_has_the_country_that_stands_with_it_or_else_her_own() -> None:
    own = record(of_line(Documentnr="AB123456", Documentsoort="paspoort")).identity
    assert own is not None
    assert [(each.country, each.number) for each in own.documents] == [("BEL", "AB123456")]
    none = record(of_line(Documentnr="AB123456", Nationaliteit=""))
    assert none.identity is not None
    assert none.identity.documents == ()
    assert none.left_out == ("Documentnr",)


PERSON = {
    "dossier": "12",
    "persoon": "1",
    "naam": "Proef",
    "voornamen": "Ana",
    "geboren": "19900316",
    "nationaliteit": "BEL",
}
PLACE = {"inrichting naam": "Huis", "inrichting vorm": "raam"}


def of_dossier(cells: dict[str, str]) -> LegacyRecord | Refusal:
    return hidden.parse(Row("12/1", "regel 2", cells), TODAY)


def test_a_document_of_a_dossier_has_its_own_country() -> None:
    paper = {"document nr": "AB123456", "document land": "FRA", "opgemaakt": "20140312"}
    who = record(of_dossier(PERSON | paper)).identity
    assert who is not None
    assert [(each.country, each.number) for each in who.documents] == [("FRA", "AB123456")]


def test_a_dossier_names_somebody_or_an_establishment_and_a_day() -> None:
    noted = {"opgemaakt": "20140312"}
    nobody = {"dossier": "12", "persoon": "0"} | noted
    assert fields(of_dossier(nobody)) == ["inrichting naam"]
    place = record(of_dossier(nobody | PLACE))
    assert (place.identity, [each.label for each in place.places]) == (None, ["Huis"])
    assert place.role is Role.ANDERE
    alone = record(of_dossier(PERSON | noted))
    assert (alone.places, alone.role, alone.noted_on) == ((), Role.SEKSWERKER, Day(2014, 3, 12))
    assert fields(of_dossier(PERSON)) == ["opgemaakt"]
    assert record(of_dossier(PERSON | noted)).left_out == ()
    assert record(of_dossier(PERSON | noted | {"nota": "iets anders"})).left_out == ("nota",)


def test_meetings_of_a_dossier_are_those_with_a_number() -> None:
    cells = {
        "waarneming 2 datum": "x",
        "waarneming 10 datum": "x",
        "waarneming 2 vorm": "x",
        "waarneming x datum": "x",
        "waarneming 3": "x",
        "waarneming 4 datum begin": "x",
    }
    assert hidden._meetings(cells) == [2, 10]


def of_card(**changes: str) -> LegacyRecord | Refusal:
    cells = {"naam": "Proef", "voornaam": "Ana", "geboren": "1990", "opgemaakt": "12/3/2014"}
    return fiches.parse(Row("7", "blad 1", cells | changes), TODAY)


def test_a_card_says_what_of_it_was_left_out() -> None:
    assert record(of_card()).left_out == ()
    assert record(of_card(**{fiches.NOTES: "iets anders"})).left_out == (fiches.NOTES,)
    assert fields(of_card(opgemaakt="")) == ["opgemaakt"]
    assert fields(of_card(opgemaakt="3/11/2026")) == ["opgemaakt"]
    assert record(of_card(opgemaakt="2/11/2026")).noted_on == Day(2026, 11, 2)


def test_a_line_with_an_open_quote_stands_from_its_first_to_its_last_line(tmp_path: Any) -> None:
    file = tmp_path / "e.csv"
    file.write_text('a;b\n1;2\n"3;4\n5;6\n7;8\n')
    found = [line for _, line in lines(file, ["a", "b"])]
    assert [(line.first, line.last, line.fields) for line in found] == [
        (2, 2, ["1", "2"]),
        (3, 5, []),
    ]
    assert found[0].trouble is None
    assert found[1].trouble == (
        "Een aanhalingsteken op deze regel is niet gesloten of staat verkeerd."
    )


def test_the_branch_of_a_line_is_needed_and_known() -> None:
    assert record(of_line()).observations[0].branch == Branch.RAAM
    assert fields(of_line(Branche="")) == ["Branche"]
    assert fields(of_line(Branche="iets anders")) == ["Branche"]
    assert fields(of_line(Datum_vaststelling="")) == ["Datum vaststelling"]


def card(*lines: list[str]) -> fiches._Card:
    read = fiches._Card("blad 1, regel 1", {})
    for line in lines:
        read.take(line)
    return read


@pytest.mark.parametrize(
    ("line", "cells", "has_text"),
    [
        (["Naam", "Proef"], {"naam": "Proef"}, False),
        (["Naam:", "", "Proef"], {"naam": "Proef"}, False),
        (["Naam: Proef"], {"naam": "Proef"}, False),
        (["Naam: Proef", "Voornaam: Ana"], {"naam": "Proef", "voornaam": "Ana"}, False),
        (["Naam", "Voornaam: Ana", "Proef"], {"voornaam": "Ana"}, True),
        (["Naam", "Voornaam", "Ana"], {"voornaam": "Ana"}, False),  # the name was left empty
        (["Naam", "Proef", "nog nakijken"], {"naam": "Proef"}, True),
        (["nog nakijken"], {}, True),
        (["Kleur: rood"], {}, True),  # no field of a card
        (["Opmerking: nog nakijken"], {}, True),
        (["Opmerkingen", "nog nakijken"], {}, True),
        (["Codes: TOLK; mh"], {"codes": "TOLK,mh"}, False),
    ],
)
def test_a_label_of_a_card_has_its_value_behind_it_or_in_the_same_cell(
    line: list[str], cells: dict[str, str], has_text: bool
) -> None:
    read = card(line)
    assert (read.cells, read.has_text) == (cells, has_text)
    assert read.contacts == 0


def test_words_in_a_card_end_its_contacts_and_are_never_kept() -> None:
    read = card(
        ["Contacten met politie"],
        ["Datum", "Branche", "Plaats", "Aard"],
        ["12/3/2014", "raam", "", "controle"],
        ["", "", "", ""],
        ["maart 2015", "escort", "Stad", ""],
        ["Nota: iets over iemand"],
        ["Naam", "Proef"],
    )
    assert (read.contacts, read.has_text, read.is_in_contacts) == (2, True, False)
    assert read.cells == {
        "contact 1 datum": "12/3/2014",
        "contact 1 branche": "raam",
        "contact 1 aard": "controle",
        "contact 2 datum": "maart 2015",
        "contact 2 branche": "escort",
        "contact 2 plaats": "Stad",
        "naam": "Proef",
    }
    beside = card(["Contacten"], ["Datum"], ["12/3/2014", "iets over iemand"])
    assert (beside.has_text, beside.cells) == (True, {"contact 1 datum": "12/3/2014"})


def test_a_field_that_stands_twice_says_the_same_or_is_in_doubt() -> None:
    assert card(["Naam", "Proef"], ["Familienaam", "Proef"]).troubles == []
    (trouble,) = card(["Naam", "Proef"], ["Familienaam", "Anders"]).troubles
    assert trouble.field == "naam"

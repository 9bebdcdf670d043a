"""Words beside figures: numbers that everybody may not read, written by people or by the system."""

import re
from datetime import UTC, datetime

import pytest

from contracts.codes import CountKind
from reporting.care.rules.counting_notes import counting_notes
from reporting.care.rules.publications import LinkedCare, LinkedCell, LinkedError
from reporting.figures.rules.remarks import Remark, for_all
from reporting.report_content.rules.canonical import canonical, read
from reporting.report_content.rules.content import CONFIDENTIAL, Cell, Report, Section, Table
from reporting.report_content.rules.for_public import for_public
from reporting.report_content.rules.readership import Readership
from reporting.report_content.rules.written_numbers import telling_words

SPRING = datetime(2027, 3, 2, 9, tzinfo=UTC)
PEOPLE, THINGS = (CountKind.PERSONEN,), (CountKind.ZAKEN,)


def of(counts: tuple[CountKind, ...], *cells: Cell) -> Report:
    rows = tuple((Cell(f"rij {nr}"), cell) for nr, cell in enumerate(cells))
    table = Table("IND-9.x", "Iets", ("rij", "jaar 2026"), rows, counts=counts)
    section = Section("s", "S", (), (table,))
    return Report("hulpverlening", "2026", "Zorg", SPRING, (section,))


def said(text: str, report: Report) -> list[str]:
    """The numbers that are pointed out."""
    found = [*telling_words({"Inleiding": text}, report, for_public(report))]
    assert all(not each.grave and each.readership is Readership.PUBLIEK for each in found)
    quoted = [re.search(r'"(.+?)"', str(each.reason)) for each in found]
    return [each[1] for each in quoted if each]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We bereikten 9 mannen.", ["9"]),
        ("We bereikten 10 mannen.", []),
        ("Eén man en zeven vrouwen kwamen.", ["eén", "zeven"]),
        ("Niemand kwam: 0 personen.", ["0"]),
        ("Er waren 128 cliënten.", ["128"]),
        ("Er waren 1.128 cliënten, vorig jaar 1128.", ["1.128", "1128"]),
        ("Er waren ongeveer 130 cliënten.", []),
        ("Op 3 maart 2026, 03/03/2026 om 9.30 uur (IND-1.1-04d, artikel 5, 4 %).", []),
        ("De 2e plaats in 2025-2026.", []),
        ("Een rustig jaar.", []),
    ],
)
def test_numbers_that_everybody_may_not_read_are_pointed_out(text: str, told: list[str]) -> None:
    """Below ten, or an exact figure that is rounded for everybody; no days, codes and places."""
    report = of(PEOPLE, Cell(128, terms=1), Cell(1128, terms=1), Cell(40, terms=1))
    assert said(text, report) == told


def test_a_figure_that_everybody_reads_hidden_is_pointed_out_and_a_thing_is_not() -> None:
    telling = "Het waren er 53."
    assert said(telling, of(PEOPLE, Cell(60, margin=9, first=53, terms=1))) == ["53"]
    assert said(telling, of(PEOPLE, CONFIDENTIAL)) == []
    assert said(telling, of(THINGS, Cell(53))) == []
    assert said("Het waren er 50.", of(PEOPLE, Cell(50, terms=1))) == [], "read there as it is"


def test_words_of_the_system_with_figures_say_another_thing_to_everybody() -> None:
    total = LinkedCell("clienten", {}, 120, 110, 131)
    linked = LinkedCare(("BOYS", "GHAPRO"), True, (total,), LinkedError(95, 92, 4, 25))
    notes = counting_notes(linked)
    assert any("hoogstens 4 personen" in each for each in notes)
    table = Table("t", "T", ("rij", "n"), ((Cell("a"), Cell(12)),), tuple(notes), counts=PEOPLE)
    report = Report("k", "2026", "T", SPRING, (Section("s", "S", tuple(notes), (table,)),))
    public = for_public(read(canonical(report)))
    for words in (public.sections[0].paragraphs, public.tables[0].notes):
        assert any("hoogstens 10 personen" in each for each in words)
        assert any("van hoogstens 30 cliënten" in each for each in words)
        assert not any("hoogstens 4 " in each or "25" in each for each in words)
    assert b"hoogstens 4 " not in canonical(public)
    assert (for_all("overal"), for_all(Remark("hier", ""))) == ("overal", "")


def test_how_many_cells_are_hidden_inside_is_not_for_everybody() -> None:
    """That is a count over figures that everybody may not read."""
    rows = ((Cell("Ghapro"), Cell(1), Cell(7), Cell(5)),)
    header = ("organisatie", "versie", "verborgen cijfers", "kleinste groep")
    table = Table("zorg.opleveringen", "O", header, rows, counts=THINGS, inside=(2, 3))
    report = Report("k", "2026", "T", SPRING, (Section("s", "S", (), (table,)),))
    (shown,) = for_public(read(canonical(report))).tables
    assert (shown.header, shown.rows) == (("organisatie", "versie"), ((rows[0][0], Cell(1)),))


@pytest.mark.parametrize("is_complete", [True, False])
def test_persons_that_were_linked_come_with_what_may_be_wrong_with_that(
    is_complete: bool,
) -> None:
    """Nothing of a link that was never made; else how, with which error, and what is left out."""
    double = (
        "Met dubbeltelling tussen organisaties: een persoon kan bij meer dan één organisatie gekend"
        " zijn. Daarom staat er geen totaal."
    )
    assert counting_notes(None) == [double]
    total = LinkedCell("clienten", {}, 120, 110, 131)
    hidden = LinkedCell("clienten", {}, None, None, None)
    branch = LinkedCell("clienten", {"branche": "raam"}, 50, 45, 55)
    error = LinkedError(95, 92, 4, 25)

    def begins(*cells: LinkedCell, of: LinkedError | None = None) -> list[str]:
        linked = LinkedCare(("GHAPRO", "BOYS", "FREECLINIC"), is_complete, cells, of)
        return [note.partition(" ")[0] for note in counting_notes(linked)]

    last = [] if is_complete else ["Niet"]
    assert begins(total) == ["Zonder", "De", *last]
    assert begins(total, of=error) == ["Zonder", "Koppelen", *last]
    assert begins(hidden, of=error) == ["Zonder", "Na", *last]
    assert begins() == ["Zonder", "Na", *last]
    assert begins(total, branch, of=error) == ["Zonder", "Koppelen", "Wie", *last]
    first = counting_notes(LinkedCare(("GHAPRO", "BOYS", "FREECLINIC"), is_complete, ()))[0]
    assert "Ghapro, Boysproject en Free Clinic zijn voor dit jaar eenmalig gekoppeld" in first

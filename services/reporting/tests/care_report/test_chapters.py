"""Chapters of the yearly care report as they stand for one small year, cell by cell."""

from datetime import date

from contracts.codes import CountKind
from reporting.care.rules.publications import Care, CareCell, CareDelivery, LinkedCare, LinkedCell
from reporting.care.rules.year import CareYear, Freeze
from reporting.care_report.rules.content import care_report
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Section,
    Table,
)
from reporting.report_content.rules.marks import Mark

CLOSED = Freeze(date(2026, 3, 1), (), {("GHAPRO", "IND-1-01"): "volledig"})


def ghapro(*cells: CareCell, name: str = "", revision: int = 2) -> CareDelivery:
    return CareDelivery("GHAPRO", revision, 5, 3, cells, name)


def boys(*cells: CareCell) -> CareDelivery:
    return CareDelivery("BOYS", 1, 5, 0, cells)


CONTACTS = {"soort": "medisch"}
WHOLE = (
    CareCell("clienten", {}, 40),
    CareCell("clienten", {"branche": "raam"}, 30),
    CareCell("clienten", {"branche": "straat"}, None),
    CareCell("contacten", CONTACTS, 50, None, 48),
    CareCell("contacten", CONTACTS | {"maand": "2025-03"}, 12),
    CareCell("contacten", {}, 60),
    CareCell("contacten", {"aard": "consultatie"}, 20),
    CareCell("contacten", {"consultatie": "vast", "maand": "2025-03"}, 7),
    CareCell("contacten", {"consultatie": "vast", "branche": "raam"}, 8),
)
HALF = (CareCell("clienten", {}, 20, 10), CareCell("clienten", {"branche": "raam"}, 10, 10))


def year(freeze: Freeze | None = CLOSED, linked: LinkedCare | None = None) -> CareYear:
    care = [
        Care([ghapro(*WHOLE), boys(CareCell("contacten", CONTACTS, 9))]),
        Care([ghapro(*HALF)]),
        Care([]),
    ]
    return CareYear(2025, care[0], (care[1], care[2]), freeze, linked)


def tables(of: CareYear) -> dict[str, Table]:
    return {table.code: table for section in care_report(of) for table in section.tables}


def chapter(of: CareYear, code: str) -> Section:
    (section,) = (each for each in care_report(of) if each.code == code)
    return section


def cell(value: int, margin: int = 0, first: int | None = None) -> Cell:
    return Cell(value, None, margin, first, terms=1)


def test_deliveries_stand_with_what_is_hidden_for_who_serves_the_plan_alone() -> None:
    opening = chapter(year(), "zorg")
    assert opening.title == "Zorg in 2025"
    assert opening.paragraphs[:2] == (
        "De studiedienst sloot het jaar af op 01/03/2026.",
        "Zonder cijfers van Free Clinic.",
    )
    (table,) = opening.tables
    assert table.caption == "Opleveringen van 2025"
    assert table.header == (
        "organisatie", "versie", "verborgen cijfers", "kleinste groep die getoond wordt",
    )  # fmt: skip
    assert table.rows == (
        (Cell("Ghapro"), Cell(2), Cell(3), Cell(5)),
        (Cell("Boysproject"), Cell(1), Cell(0), Cell(5)),
    )
    assert (table.inside, table.counts) == ((2, 3), (CountKind.ZAKEN,))
    running = chapter(year(None), "zorg").paragraphs[0]
    assert running == "Het jaar is nog niet afgesloten: alle cijfers zijn voorlopig."


def test_contacts_add_up_over_organisations_and_persons_do_not() -> None:
    contacts = tables(year())["zorg.IND-1-02.contacten"]
    assert contacts.header == ("organisatie", "jaar", "eerste halfjaar", "tweede halfjaar")
    assert contacts.rows == (
        (Cell("Ghapro"), cell(50, first=48), NOT_AVAILABLE, NOT_AVAILABLE),
        (Cell("Boysproject"), cell(9), NOT_AVAILABLE, NOT_AVAILABLE),
        (Cell("totaal"), Cell(59, None, 0, 57, terms=2, least=9), NOT_AVAILABLE, NOT_AVAILABLE),
    )
    assert (contacts.adds, contacts.counts, contacts.source) == (
        (0, 1),
        (CountKind.HANDELINGEN,),
        "registry",
    )
    persons = tables(year())["zorg.IND-1-01.clienten"]
    assert persons.rows == (
        (Cell("Ghapro"), cell(40), cell(20, 9), NOT_AVAILABLE),
        (Cell("Boysproject"), NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE),
    )
    assert (persons.adds, persons.counts) == ((), (CountKind.PERSONEN,))


def test_a_split_over_organisations_has_a_column_for_each() -> None:
    by_month = tables(year())["zorg.IND-1-02.contacten.maand"]
    assert by_month.header == ("maand", "Ghapro", "Boysproject", "totaal")
    assert [row[1:] for row in by_month.rows] == [(cell(12), NOT_AVAILABLE, NOT_AVAILABLE)]
    by_branch = tables(year())["zorg.IND-1-01.clienten.branche"]
    assert by_branch.header == ("branche", "Ghapro", "Boysproject")
    assert [row[1:] for row in by_branch.rows] == [
        (cell(30), NOT_AVAILABLE),
        (CONFIDENTIAL, NOT_AVAILABLE),
    ]


def test_a_chapter_of_an_organisation_has_its_figures_and_their_splits_in_order() -> None:
    codes = [table.code for table in chapter(year(), "zorg.GHAPRO").tables]
    assert codes == [
        "zorg.IND-1.1-01",
        "zorg.IND-1.1-01.1.branche",
        "zorg.IND-1.1-01.2.gender",
        "zorg.IND-1.1-01.3.leeftijd",
        "zorg.IND-1.1-01.4.eerste_contact",
        "zorg.IND-1.1-02",
        "zorg.IND-1.1-02.1.aard",
        "zorg.IND-1.1-02.2.soort",
        "zorg.IND-1.1-02.3.plaats",
        "zorg.IND-1.1-02.4.branche",
        "zorg.IND-1.1-03",
        "zorg.IND-1.1-03.1.branche",
        "zorg.IND-1.1-03.2.maand",
        "zorg.IND-1.1-04",
        "zorg.IND-1.1-04.1.branche",
        "zorg.IND-1.1-04.2.maand",
        "zorg.IND-1.1-05",
        "zorg.IND-1.1-05.1.doorverwijzing",
        "zorg.IND-1.1-05.2.hulpvraag",
        "zorg.IND-1.1-06",
        "zorg.IND-1.1-06.1.aard",
        "zorg.IND-1.1-06.2.partner",
    ]
    found = tables(year())
    clients = found["zorg.IND-1.1-01"]
    assert clients.header == ("meting", "jaar", "eerste halfjaar", "tweede halfjaar")
    assert clients.rows == ((Cell("personen"), cell(40), cell(20, 9), NOT_AVAILABLE),)
    assert clients.counts == (CountKind.PERSONEN,)
    by_branch = found["zorg.IND-1.1-01.1.branche"]
    assert by_branch.header == ("branche", "jaar", "eerste halfjaar")
    assert [row[1:] for row in by_branch.rows] == [
        (cell(30), cell(10, 9)),
        (CONFIDENTIAL, NOT_AVAILABLE),
    ]
    by_month = found["zorg.IND-1.1-03.2.maand"]
    assert by_month.header == ("maand", "jaar")
    assert [row[1:] for row in by_month.rows] == [(cell(7),)]
    nature = found["zorg.IND-1.1-02.1.aard"]
    assert (nature.header, [row[1:] for row in nature.rows]) == (("aard", "jaar"), [(cell(20),)])


def test_figures_of_a_year_that_is_open_are_provisional() -> None:
    clients = tables(year(None))["zorg.IND-1.1-01"]
    assert clients.rows[0][1] == Cell(40, Mark.PROVISIONAL, 0, None, terms=1)
    total = tables(year(None))["zorg.IND-1-02.contacten"].rows[-1][1]
    assert total == Cell(59, Mark.PROVISIONAL, 0, 57, terms=2, least=9)


def test_persons_of_the_city_count_once_where_the_year_was_linked() -> None:
    linked = LinkedCare(
        ("BOYS", "GHAPRO"),
        True,
        (
            LinkedCell("clienten", {}, 60, 57, 64),
            LinkedCell("clienten", {"branche": "raam"}, 30, 28, 31),
            LinkedCell("clienten", {"branche": "straat"}, None, None, None),
        ),
    )
    found = tables(year(linked=linked))
    city = found["zorg.gekoppeld.stad"]
    assert city.caption == "Bereikte sekswerkers in de stad, elke persoon één keer, per stad"
    assert (city.header, city.rows) == (("stad", "jaar"), ((Cell("de stad"), cell(60, 4)),))
    assert (city.counts, city.source) == ((CountKind.PERSONEN,), "registry")
    branches = found["zorg.gekoppeld.branche"]
    assert branches.counts == (CountKind.PERSONEN,)
    assert [row[1:] for row in branches.rows] == [(cell(30, 2),), (CONFIDENTIAL,)]
    assert not [code for code in tables(year()) if code.startswith("zorg.gekoppeld")]


def test_the_account_names_each_organisation_for_each_indicator() -> None:
    account = chapter(year(), "zorg.volledigheid")
    (table,) = account.tables
    assert table.caption == "Volledigheid per indicator"
    assert table.header == ("indicator", "Ghapro", "Boysproject", "Free Clinic")
    assert table.rows == ((Cell("IND-1-01"), Cell("volledig"), NOT_APPLICABLE, NOT_APPLICABLE),)
    open_year = chapter(year(None), "zorg.volledigheid")
    assert (open_year.tables, open_year.paragraphs) == (
        (),
        ("Wat volledig is, wordt vastgesteld als het jaar wordt afgesloten.",),
    )


def test_an_organisation_that_changed_its_name_or_revised_later_says_so() -> None:
    halves = (Care([ghapro(name="Oud")]), Care([ghapro(name="Nieuw")]))
    of = CareYear(2025, Care([ghapro(name="Nieuw")]), halves, CLOSED, later={"GHAPRO": 3})
    assert chapter(of, "zorg.GHAPRO").paragraphs == (
        "Naam in het eerste halfjaar: Oud, in het tweede halfjaar: Nieuw.",
        "Na het afsluiten is versie 3 gepubliceerd. Ze staat niet in deze cijfers.",
    )
    assert chapter(year(), "zorg.GHAPRO").paragraphs == ()

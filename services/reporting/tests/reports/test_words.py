"""Words of a report for each readership: written, confirmed, looked at and signed apart."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web import Function
from contracts import Event
from contracts.codes import CountKind
from contracts.enforcement import GasFineImposed
from reporting.care.rules.publications import LinkedCare, LinkedCell, LinkedError
from reporting.figures.rules.remarks import Remark, for_all
from reporting.indicators.rules.care_reached import counting_notes
from reporting.reports import generate, publish, sign, write_words
from reporting.reports.rules.canonical import canonical, read
from reporting.reports.rules.content import CONFIDENTIAL, Cell, Report, Section, Table
from reporting.reports.rules.for_public import for_public
from reporting.reports.rules.kind import Audience
from reporting.reports.rules.readership import Readership
from reporting.reports.rules.written_numbers import telling_words
from reporting.reports.store.tables import ReportRow

from ..support.browser import signed_in
from ..support.care import cell, frozen, published
from ..support.events import inspection, moment, move, shift
from ..support.report_pages import MAKER as MAKER_FUNCTION
from ..support.report_pages import edition, planned
from ..support.reporting import Reporting
from ..support.reports import MAKER, OFFICER, READER, SETTINGS, generated, signed_and_published

SPRING = datetime(2027, 3, 2, 9, tzinfo=UTC)
KINDS = [
    (kind, "2026")
    for kind in ("plan_jaar", "sectoranalyse", "veiligheidsactoren", "inventaris", "hulpverlening")
]
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


async def test_the_care_report_for_everybody_says_no_count_of_hidden_cells(
    reporting: Reporting,
) -> None:
    told = published("GHAPRO", [cell("clienten", 128), cell("clienten", None, branche="raam")])
    await reporting.told(told, frozen(told, without=("BOYS", "FREECLINIC")))
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx, "hulpverlening", "2025")
    assert row.public_content is not None
    for content, columns in ((row.content, 4), (row.public_content, 2)):
        (table,) = (each for each in read(content).tables if each.code == "zorg.opleveringen")
        assert len(table.header) == columns


def words_of_the_system(report: Report) -> set[str]:
    texts = {text for section in report.sections for text in section.paragraphs}
    texts |= {note for table in report.tables for note in table.notes}
    cells = (cell.value for table in report.tables for row in table.rows for cell in row)
    return texts | {value for value in cells if isinstance(value, str)}


async def test_words_of_the_system_are_the_same_whatever_was_counted(reporting: Reporting) -> None:
    """Else a sentence with a figure would reach everybody as exact as it is inside."""

    fined = {
        "band": "tot_175",
        "recidivism": False,
        "imposed_at": moment("2026-03-12T09:00:00+01:00"),
        "defence": "geen_verweer",
        "branch": "straat",
        "in_tolerance_zone": False,
    }

    def happened(times: int) -> list[Event]:
        return [
            each
            for _ in range(times)
            for each in (
                inspection(workers_checked=3),
                move(),
                shift(),
                GasFineImposed(case_id=uuid4(), **fined),
            )
        ]

    async def said_by_the_system() -> set[str]:
        async with reporting.app.state.database.begin(SPRING) as tx:
            reports = [
                await generate.figures_now(tx, ReportRow(kind=kind, period=period))
                for kind, period in KINDS
            ]
        return {words for report in reports for words in words_of_the_system(for_public(report))}

    await reporting.told(*happened(1))
    before = await said_by_the_system()
    await reporting.told(*happened(6))
    assert await said_by_the_system() == before


async def test_everybody_reads_the_words_that_somebody_confirmed_for_them(
    reporting: Reporting,
) -> None:
    telling, careful = "Wij bereikten 7 mannen.", "Wij bereikten weinig mannen."
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx, "plan_jaar")

        async def read_by(readership: Readership) -> dict[str, str]:
            return (await publish.edition_of(tx, row, readership)).words

        async def written(words: dict[str, str], **how: object) -> None:
            await write_words.write_words(
                tx,
                row.report_id,
                words,
                MAKER,
                seen=row.edition,
                **how,  # type: ignore[arg-type]
            )

        await written({"inleiding": telling})
        assert await read_by(Readership.INTERN) == {"inleiding": telling}
        assert await read_by(Readership.PUBLIEK) == {}
        assert not [h for h in await sign.hazards_of(tx, row) if h.place == "Inleiding"]
        await written({"inleiding": careful}, readership=Readership.PUBLIEK)
        await written({"besluit": "Klaar."})
        assert await read_by(Readership.INTERN) == {"inleiding": telling, "besluit": "Klaar."}
        assert await read_by(Readership.PUBLIEK) == {"inleiding": careful}, "a text of their own"
        await written({"inleiding": telling, "besluit": ""}, also_public=True)
        assert await read_by(Readership.PUBLIEK) == {"inleiding": telling}
        (hazard,) = [h for h in await sign.hazards_of(tx, row) if h.place == "Inleiding"]
        assert (hazard.grave, hazard.readership) == (False, Readership.PUBLIEK)
        with pytest.raises(FieldRefusedError):
            await sign.check(tx, row.report_id, None, READER, seen=row.edition)
        await written({"inleiding": telling})
        assert await read_by(Readership.PUBLIEK) == {}, "confirmed no more"
        await written({"inleiding": careful}, readership=Readership.PUBLIEK)
        row = await signed_and_published(tx, row, Audience.PLANGROEP, Audience.PUBLIEK)
        report_id = row.report_id
    path = f"/v1/reports/{report_id}"
    for function, text in (
        (Function.PLANGROEP_LID, telling),
        (Function.COLLEGE_SECRETARIS, careful),
    ):
        headers = reporting.headers(function)
        answer = await reporting.client.get(path, headers=headers)
        assert answer.json()["words"] == {"inleiding": text}
        for form in ("html", "xlsx"):
            file = f"{path}/versions/1/file"
            got = await reporting.client.get(file, params={"format": form}, headers=headers)
            assert got.status_code == 200
            assert form == "xlsx" or ("7 mannen" in got.text) is (text == telling)
    await reporting.told(inspection())
    async with reporting.app.state.database.begin(SPRING) as tx:
        erratum = await generate.correct(tx, report_id, "Er kwamen 8 mannen bij.", MAKER)
        assert (erratum.words, erratum.public_words) == (
            {"inleiding": telling},
            {"inleiding": careful},
        )
        places = [each.place for each in await sign.hazards_of(tx, erratum)]
        assert "Erratum" in places, "the reason stands in both"


async def test_a_draft_with_one_text_for_all_says_first_what_everybody_reads(
    reporting: Reporting,
) -> None:
    """Of the release before: nobody was asked."""
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx, "plan_jaar")
        row.words, row.public_words = {"inleiding": "Wij bereikten 7 mannen."}, None
        row = await sign.check(tx, row.report_id, "Getallen.", READER, seen=row.edition)
        row = await sign.sign_reading(tx, row.report_id, READER, seen=row.edition)
        both = (Audience.PLANGROEP, Audience.PUBLIEK)
        with pytest.raises(StepRefusedError) as refused:
            await sign.approve(tx, row.report_id, both, OFFICER, seen=row.edition)
        assert "welke tekst iedereen leest" in str(refused.value.reason)
        row = await sign.approve(tx, row.report_id, both[:1], OFFICER, seen=row.edition)
        await publish.publish_report(tx, row.report_id, OFFICER, SETTINGS, seen=row.edition)


async def test_the_page_of_words_asks_who_reads_them(reporting: Reporting) -> None:
    maker = await signed_in(reporting, MAKER_FUNCTION, "maker")
    report = await planned(maker)
    await maker.does(f"{report}/opmaken")
    path = f"{report}/tekst"
    assert "Deze tekst staat ook in de uitgave voor iedereen." in await maker.sees(path)
    await maker.does(path, editie=await edition(maker, path), inleiding="Voor het plan.")
    public = f"{report}?uitgave=publiek"
    assert "Voor het plan." in await maker.sees(report)
    assert "Voor het plan." not in await maker.sees(public)
    own = f"{path}?uitgave=publiek"
    assert "Deze tekst staat ook" not in await maker.sees(own)
    assert await maker.does(own, editie=await edition(maker, own), inleiding="Voor u.") == public
    assert "Voor u." in await maker.sees(public)
    fields = {"editie": await edition(maker, path), "inleiding": "Samen.", "ook-publiek": "ja"}
    await maker.does(path, **fields)
    assert "Samen." in await maker.sees(public)
    assert 'value="ja" checked' in (await maker.get(path)).text
    inside = await planned(maker, "databank", "2025-H1")
    await maker.does(f"{inside}/opmaken")
    assert "Deze tekst staat ook" not in await maker.sees(f"{inside}/tekst")
    refused = await reporting.client.post(
        f"/v1{inside.replace('rapporten', 'reports')}/words",
        json={"seen": 1, "words": {"inleiding": "Iets."}, "alsoPublic": True},
        headers=reporting.headers(MAKER_FUNCTION),
    )
    assert refused.status_code == 409, refused.text

"""Words of a report for each readership: written, confirmed, looked at and signed apart."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web import Function
from contracts import Event
from contracts.enforcement import GasFineImposed
from reporting.report_content.rules.canonical import read
from reporting.report_content.rules.content import Report
from reporting.report_content.rules.for_public import for_public
from reporting.report_content.rules.readership import Readership
from reporting.report_register.rules.kind import Audience
from reporting.report_register.store.tables import ReportRow
from reporting.reports import generate, publish, sign, write_words

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

"""Each readership has figures of its own: made once, checked, signed, given and corrected."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest

from chassis.refusals import StepRefusedError
from chassis.web import Function
from contracts.registry import AggregatePublished
from reporting.report_content.rules.canonical import canonical, digest, read
from reporting.report_content.rules.content import Report
from reporting.report_content.rules.for_public import for_public
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import OF_PERSONS
from reporting.report_register.rules.kind import Audience
from reporting.report_register.store.tables import VersionRow
from reporting.reports import generate

from ..support.care import cell, frozen, published
from ..support.events import moment
from ..support.reporting import Reporting
from ..support.reports import MAKER, generated, signed_and_published

SPRING = datetime(2027, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2028, 3, 2, 9, tzinfo=UTC)
KIND, YEAR = "hulpverlening", "2025"
TOTAL = ("zorg.IND-1.1-01", "personen")


def care(clients: int = 128, *, first: int | None = None, revision: int = 1) -> AggregatePublished:
    base = None if first is None else 10
    return published(
        "GHAPRO",
        [
            cell("clienten", clients, base, first),
            cell("clienten", 88, branche="raam"),
            cell("clienten", 31, branche="straat"),
            cell("clienten", 9, branche="escort"),
            cell("contacten", 400, soort="medisch"),
        ],
        revision=revision,
        published_at=moment(f"202{5 + revision}-03-01T10:00:00+01:00"),
    )


def figures(report: Report, code: str) -> dict[str, str]:
    """What stands in the first column of a table, by the name of its row."""
    (table,) = (each for each in report.tables if each.code == code)
    return {str(row[0].value): str(row[table.keys]) for row in table.rows}


def marked(report: Report) -> set[tuple[str, str]]:
    """The figures of persons, and of what was done for them, that are marked."""
    return {
        (table.code, str(row[0].value))
        for table in report.tables
        for nr, row in enumerate(table.rows)
        if table.counted(nr) in OF_PERSONS
        for each in row
        if each.mark is Mark.REVISED
    }


async def told_and_made(reporting: Reporting, *audiences: Audience) -> VersionRow:
    told = care()
    await reporting.told(told, frozen(told, without=("BOYS", "FREECLINIC")))
    async with reporting.app.state.database.begin(SPRING) as tx:
        return await signed_and_published(tx, await generated(tx, KIND, YEAR), *audiences)


async def content(reporting: Reporting, report_id: UUID, function: Function, **asked: str) -> dict:  # type: ignore[type-arg]
    answer = await reporting.client.get(
        f"/v1/reports/{report_id}", params=asked, headers=reporting.headers(function)
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_everybody_reads_from_ten_on_to_the_nearest_five(reporting: Reporting) -> None:
    row = await told_and_made(reporting, Audience.PLANGROEP, Audience.PUBLIEK)
    assert row.public_content is not None
    internal, public = read(row.content), read(row.public_content)
    assert figures(internal, "zorg.IND-1.1-01.1.branche")["escort"] == "9"
    split = figures(public, "zorg.IND-1.1-01.1.branche")
    assert split["escort"] == "[c]"
    assert split["raamprostitutie"] == "≈ 90, tussen 88 en 92"
    assert row.public_content == canonical(for_public(internal))
    assert row.public_digest == digest(row.public_content) != row.digest


async def test_each_reader_gets_the_edition_of_its_audience(reporting: Reporting) -> None:
    row = await told_and_made(reporting, Audience.PLANGROEP, Audience.PUBLIEK)
    group = await content(reporting, row.report_id, Function.PLANGROEP_LID)
    college = await content(reporting, row.report_id, Function.COLLEGE_SECRETARIS)
    assert (group["audience"], college["audience"]) == ("intern", "publiek")
    assert group["version"]["digest"] == row.digest
    assert college["version"]["digest"] == row.public_digest
    assert college["version"]["frozen"] not in {None, row.frozen}, "a guess could be held to it"
    maker = await content(
        reporting, row.report_id, Function.REPORTING_MEDEWERKER, audience="publiek"
    )
    assert maker["content"] == college["content"]
    path = f"/v1/reports/{row.report_id}"
    headers = reporting.headers(Function.COLLEGE_SECRETARIS)
    for each in (path, f"{path}/versions/1/file?format=csv"):
        asked = await reporting.client.get(each, params={"audience": "intern"}, headers=headers)
        assert asked.status_code in {404, 422}, asked.text
    file = f"{path}/versions/1/file"
    got = await reporting.client.get(file, params={"format": "csv"}, headers=headers)
    own = reporting.headers(Function.PLANGROEP_LID)
    internal = await reporting.client.get(file, params={"format": "csv"}, headers=own)
    assert ";88;" in internal.text
    assert ";88;" not in got.text
    assert "-publiek" in got.headers["content-disposition"]
    package = await reporting.client.get(file, params={"format": "zip"}, headers=headers)
    with zipfile.ZipFile(BytesIO(package.content)) as files:
        names = [name for name in files.namelist() if name.endswith("publiek.csv")]
        assert files.read(names[0]) == got.content
    same = await reporting.client.get(file, params={"format": "zip"}, headers=own)
    assert same.content == package.content, "there is one package, for everybody"


async def test_the_list_of_reports_gives_each_reader_the_digest_of_its_own(
    reporting: Reporting,
) -> None:
    row = await told_and_made(reporting, Audience.PLANGROEP, Audience.PUBLIEK)
    for function, expected in (
        (Function.REPORTING_MEDEWERKER, row.digest),
        (Function.COLLEGE_SECRETARIS, row.public_digest),
    ):
        answer = await reporting.client.get("/v1/reports", headers=reporting.headers(function))
        assert answer.status_code == 200, answer.text
        listed = answer.json()["_embedded"]["reports"]
        digests = [each["version"]["digest"] for each in listed if each["version"]]
        assert digests == [expected], function


async def test_an_erratum_marks_of_care_only_what_the_registry_told_again(
    reporting: Reporting,
) -> None:
    """Another figure without its first was computed again somewhere; it is no revision."""
    database = reporting.app.state.database
    row = await told_and_made(reporting, Audience.PLANGROEP, Audience.PUBLIEK)
    report_id = row.report_id
    await reporting.told(care(150, first=128, revision=2))
    async with database.begin(LATER) as tx:
        erratum = await generate.correct(tx, report_id, "Opnieuw verteld.", MAKER)
        assert erratum.public_content is not None
        internal, public = read(erratum.content), read(erratum.public_content)
        assert {code for code, _ in marked(internal)} == {"zorg.IND-1-01.clienten", TOTAL[0]}
        assert marked(public) == marked(internal)
        assert "gewijzigd (eerst 128)" in figures(internal, TOTAL[0])["personen"]
        assert "gewijzigd (eerst 130)" in figures(public, TOTAL[0])["personen"]
        assert not any("raam" in str(each) for each in marked(internal))


async def test_a_figure_of_care_that_was_not_told_again_is_not_marked(
    reporting: Reporting,
) -> None:
    """A year that was not closed then, and a number that an older release reckoned anew."""
    database = reporting.app.state.database
    told = care()
    await reporting.told(told)
    async with database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx, KIND, YEAR), Audience.PUBLIEK)
    again = care(151, revision=2)
    await reporting.told(frozen(told, without=("BOYS", "FREECLINIC")), again)
    async with database.begin(LATER) as tx:
        erratum = await generate.correct(tx, row.report_id, "Het jaar is gesloten.", MAKER)
        assert marked(read(erratum.content)) == set()


async def test_a_draft_without_figures_for_everybody_does_not_go_there(
    reporting: Reporting,
) -> None:
    """Of a release that had one content for all."""
    database = reporting.app.state.database
    async with database.begin(SPRING) as tx:
        row = await generated(tx, KIND, YEAR)
        row.public_content = row.public_digest = None
        with pytest.raises(StepRefusedError) as refused:
            await signed_and_published(tx, row, Audience.PUBLIEK)
        assert "voor iedereen" in str(refused.value.reason)


async def test_what_was_published_with_one_content_stays_readable_as_it_was(
    reporting: Reporting,
) -> None:
    database = reporting.app.state.database
    async with database.begin(SPRING) as tx:
        row = await generated(tx, KIND, YEAR)
        row.public_content = row.public_digest = None
        row.content = canonical(read(row.content)).replace(b',"source":"registry"', b"")
        row.digest = digest(row.content)
        row = await signed_and_published(tx, row, Audience.PLANGROEP)
    async with reporting.sandbox.asking("reporting", owner=True) as owner:
        await owner.execute("ALTER TABLE report_version DISABLE TRIGGER USER")
        await owner.execute("UPDATE report_version SET audiences = '{publiek}'")
        await owner.execute("ALTER TABLE report_version ENABLE TRIGGER USER")
    read_by = await content(reporting, row.report_id, Function.COLLEGE_SECRETARIS)
    assert read_by["audience"] == "intern"
    assert read_by["content"]["sections"]

"""A report from plan to publication, and a late event after it: nothing published changes."""

from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest

from chassis.refusals import FieldRefusedError, FieldsRefusedError, StepRefusedError
from contracts.databank import InspectionWithdrawn, ReportDrawnUp, ReportWithdrawn
from contracts.enforcement import SanctionAppealDecided, SanctionDecided
from reporting.report_content.rules.canonical import digest, read
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import Readership
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import ReportChangedError, SameEyesError, State
from reporting.report_register.store import files, reports
from reporting.reports import generate, publish, sign, write_words

from ..support.care import cell, published
from ..support.events import inspection
from ..support.reporting import Reporting
from ..support.reports import MAKER, OFFICER, READER, SETTINGS, generated, signed_and_published

SPRING = datetime(2027, 3, 1, 9, tzinfo=UTC)
SUMMER = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""Before the time at which the other tests stand: what is told moves the clock, and never back."""
LATER = datetime(2027, 4, 1, 9, tzinfo=UTC)
BRANCHES, CONTROLS = (
    "IND-2-01 aantal gecontroleerde prostitutiebranches",
    "IND-2.1-02 aantal controles",
)
LATE = {
    (BRANCHES, "controles in die branches", "controles", "2", "3"),
    (f"{BRANCHES}, per branche (controles)", "straatprostitutie", "1", "2"),
    (f"{BRANCHES}, per zichtbaarheid (controles)", "zichtbaar", "2", "3"),
    (CONTROLS, "totaal", "controles", "2", "3"),
    (f"{CONTROLS}, per branche", "straatprostitutie", "1", "2"),
    (f"{CONTROLS}, per soort controle", "maandactie", "2", "3"),
    (f"{CONTROLS}, per resultaat", "geen opmerkingen", "2", "3"),
}
"""All that one inspection in the street more changes, of two."""


async def test_a_late_event_leaves_what_is_published_and_the_erratum_lists_it(
    reporting: Reporting,
) -> None:
    database = reporting.app.state.database
    await reporting.told(
        inspection(completed_at=datetime(2025, 1, 1, 0, tzinfo=UTC), branch="straat"),
        inspection(completed_at=datetime(2024, 12, 1, 0, tzinfo=UTC), branch="straat"),
        inspection(branch="straat"),
        inspection(branch="raam"),
    )
    async with database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx), Audience.PUBLIEK)
        before = {
            (form, each): await files.get(tx, row.report_id, 1, each, form)
            for form in Readership
            for each in await files.formats(tx, row.report_id, 1, form)
        }
        assert {each for form, each in before if form is Readership.PUBLIEK} == set(Format)
        internal = {each for form, each in before if form is Readership.INTERN}
        assert internal == set(Format) - {Format.ZIP}, "the package is for everybody"
    kept = {place: file.content for place, file in before.items() if file}
    await reporting.told(inspection(branch="straat"))
    async with database.begin(LATER) as tx:
        erratum = await generate.correct(
            tx, row.report_id, "Een controle kwam later binnen.", MAKER
        )
        listed = await generate.differences_now(tx, erratum)
        assert listed == ()
        edition = await publish.edition_of(tx, erratum, Readership.INTERN)
        told = {
            (each.table, *each.row, str(each.before), str(each.after)) for each in edition.changes
        }
        assert {each.column for each in edition.changes} == {"jaar 2026"}
        assert told == LATE
        marked = [
            cell
            for table in edition.report.tables
            for each in table.rows
            for cell in each
            if cell.mark is Mark.REVISED
        ]
        assert len(marked) == len(LATE)
        await signed_and_published(tx, erratum, Audience.PUBLIEK)
        for (form, format_), content in kept.items():
            file = await files.get(tx, row.report_id, 1, format_, form)
            assert file is not None
            assert file.content == content
            assert digest(file.content) == file.digest
        assert [each.state for each in await reports.versions(tx, row.report_id)] == [
            State.GEPUBLICEERD,
            State.VERVANGEN,
        ]


async def test_what_is_taken_back_or_annulled_moves_figures_and_no_published_report(
    reporting: Reporting,
) -> None:
    database = reporting.app.state.database
    never_was = inspection(branch="straat")
    drawn_up = ReportDrawnUp(
        report_id=uuid4(),
        kind="PV",
        branch="straat",
        fact_code="buiten-gedoogzone",
        addressee="sanctionerend_ambtenaar",
        in_tolerance_zone=False,
        drawn_up_at=datetime(2026, 3, 11, 9, tzinfo=UTC),
    )
    case = {"case_id": uuid4(), "premises_id": uuid4()}
    decided = SanctionDecided(
        **case,
        kind="schorsing",
        deciding_body="college",
        decided_at=datetime(2026, 3, 20, 14, tzinfo=UTC),
    )
    await reporting.told(never_was, inspection(branch="raam"), drawn_up, decided)
    async with database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx), Audience.PLANGROEP)
        before = await files.get(tx, row.report_id, 1, Format.PDF)
    report_id, kind, branch = drawn_up.report_id, drawn_up.kind, drawn_up.branch
    await reporting.told(
        InspectionWithdrawn(
            inspection_id=never_was.inspection_id, branch="straat", withdrawn_at=SUMMER
        ),
        ReportWithdrawn(report_id=report_id, kind=kind, branch=branch, withdrawn_at=SUMMER),
        SanctionAppealDecided(**case, ruling="vernietiging", decided_at=SUMMER),
    )
    async with database.begin(LATER) as tx:
        (published_version,) = await reports.versions(tx, row.report_id)
        assert published_version.digest == row.digest
        after = await files.get(tx, row.report_id, 1, Format.PDF)
        assert after is not None
        assert before is not None
        assert after.content == before.content
        moved = await generate.differences_now(tx, published_version)
        indicators = {each.table.split()[0] for each in moved}
        assert {"IND-2.1-02", "IND-2.1-04a", "IND-2.1-05"} <= indicators
        erratum = await generate.correct(tx, row.report_id, "Drie meldingen vielen weg.", MAKER)
        edition = await publish.edition_of(tx, erratum, Readership.INTERN)
        assert {each.table for each in edition.changes} == {each.table for each in moved}


async def test_three_people_stand_behind_a_report(reporting: Reporting) -> None:
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx)
        row = await write_words.write_words(
            tx, row.report_id, {"inleiding": "Een rustig jaar."}, READER, seen=row.edition
        )
        row = await sign.check(tx, row.report_id, None, MAKER, seen=row.edition)
        for maker in (MAKER, READER):
            edition = row.edition
            with pytest.raises(SameEyesError):
                await sign.sign_reading(tx, row.report_id, maker, seen=edition)


async def test_what_was_published_is_held_by_the_database_too(reporting: Reporting) -> None:
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx), Audience.PUBLIEK)
    for statement in (
        "UPDATE report_file SET content = ''",
        "DELETE FROM report_file",
        "UPDATE report_public_file SET content = ''",
        "DELETE FROM report_public_file",
        "UPDATE report_version SET public_content = ''",
        "UPDATE report_version SET content = ''",
        "UPDATE report_version SET words = '{}', frozen = ''",
    ):
        with pytest.raises(asyncpg.RaiseError):
            async with reporting.app.state.database.begin(LATER) as tx:
                await tx.conn.execute(statement)
    async with reporting.app.state.database.begin(LATER) as tx:
        kept = await reports.version(tx, row.report_id, 1)
        assert sign.is_intact(kept)
        assert read(kept.content).kind == "plan_jaar"


async def test_who_looked_at_an_older_edition_takes_no_step(reporting: Reporting) -> None:
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx)
        seen = row.edition
        await write_words.write_words(tx, row.report_id, {"besluit": "Klaar."}, MAKER, seen=seen)
        with pytest.raises(ReportChangedError):
            await sign.check(tx, row.report_id, None, READER, seen=seen)


async def test_an_erratum_without_a_difference_is_refused(reporting: Reporting) -> None:
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx, "inventaris", "2025"))
        with pytest.raises(StepRefusedError):
            await generate.correct(tx, row.report_id, "Zomaar.", MAKER)


async def test_words_name_nobody_and_stand_in_a_chapter(reporting: Reporting) -> None:
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx)
        edition = row.edition
        for words in (
            {"inleiding": "Bel 0470 12 34 56."},
            {"nergens": "Tekst."},
            {"inleiding": "Nul\x00."},
        ):
            with pytest.raises(FieldsRefusedError):
                await write_words.write_words(tx, row.report_id, words, MAKER, seen=edition)


async def test_a_report_goes_only_to_whom_its_kind_may(reporting: Reporting) -> None:
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx, "hulpverlening", "2026")
        row = await sign.check(tx, row.report_id, None, READER, seen=row.edition)
        row = await sign.sign_reading(tx, row.report_id, READER, seen=row.edition)
        with pytest.raises(FieldRefusedError):
            await sign.approve(
                tx, row.report_id, [Audience.POLITIELEIDING], OFFICER, seen=row.edition
            )
    assert SETTINGS.publisher


async def test_a_published_report_counts_once_and_a_withdrawn_one_does_not(
    reporting: Reporting,
) -> None:
    database, out = reporting.app.state.database, datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    async with database.begin(out) as tx:
        row = await signed_and_published(tx, await generated(tx, "sectoranalyse", "2025"))
    assert (await reporting.figure("IND-3-01", "2026-04"))["value"] == 1, "by the day in Brussels"
    await reporting.told(inspection(completed_at=datetime(2025, 5, 1, tzinfo=UTC)))
    async with database.begin(datetime(2026, 5, 1, tzinfo=UTC)) as tx:
        erratum = await generate.correct(tx, row.report_id, "Een controle kwam later.", MAKER)
        erratum = await signed_and_published(tx, erratum)
    assert (await reporting.figure("IND-3-01", "2026"))["value"] == 1
    async with database.begin(datetime(2026, 6, 1, tzinfo=UTC)) as tx:
        await publish.withdraw(tx, row.report_id, "Verkeerd.", OFFICER, seen=erratum.edition)
    assert (await reporting.figure("IND-3-01", "2026"))["value"] == 0


async def test_of_two_who_sign_at_once_the_second_looks_again(reporting: Reporting) -> None:
    """Whoever read the version before the other's step was taken would take it a second time."""
    database = reporting.app.state.database
    async with database.begin(SPRING) as tx:
        row = await generated(tx)
    async with database.begin(SPRING) as slow:
        held = await reports.version(slow, row.report_id, 1)
        seen = held.edition
        async with database.begin(SPRING) as quick:
            await sign.check(quick, row.report_id, None, READER, seen=seen)
        with pytest.raises(ReportChangedError):
            await sign.check(slow, row.report_id, None, MAKER, seen=seen)


async def test_a_report_tells_the_same_split_of_two_care_organisations(
    reporting: Reporting,
) -> None:
    """Each has a table of its own, in the year and in its halves."""
    for organisation, branch in (("GHAPRO", "raam"), ("BOYS", "escort")):
        figures = (cell("clienten", 40), cell("clienten", 30, branche=branch))
        await reporting.told(published(organisation, figures, year=2026))
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx)
        tables = {table.code for table in read(row.content).tables}
    assert {"IND-1-01.branche_GHAPRO", "IND-1-01.branche_BOYS"} <= tables

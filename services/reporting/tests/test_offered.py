"""No page of the figures offers what its reader may not do: no link, and no form, is refused."""

from chassis.web import Function
from chassis.web.authorisation.table import rows
from launcher.page_walk import PageWalk

from .support import records, regulation, report_pages
from .support.browser import signed_in
from .support.events import inspection
from .support.meetings import recorded
from .support.reporting import Reporting

FIRST = (Function.DIENST_PROSTITUTIEBELEID,)
"""They see most, so the ids that they see fill the addresses for the others."""


async def test_no_page_offers_a_step_that_is_refused(reporting: Reporting) -> None:
    await reporting.told(inspection())
    office = await signed_in(reporting, *FIRST)
    meeting = await recorded(office)
    gone = await recorded(office)
    await office.does(f"{gone}/intrekken", versie=1, reden="Dubbel genoteerd.")
    record = await regulation.recorded(office, regulation.instrument())
    reports = [
        await report_pages.published(reporting, "plan_jaar", "2025", "plangroep", "publiek"),
        await report_pages.planned(office, "hulpverlening", "2025"),
        await report_pages.planned(office, "sectoranalyse", "2025"),
    ]
    await office.does(f"{reports[1]}/opmaken")
    note = await records.noted(office, "notas")
    await records.noted(office, "knelpunten")
    functions = {
        function
        for route, row in rows(reporting.app.state.table)
        if not route[1].startswith("/v1/")
        for function in row.functions
    }
    walk = PageWalk(reporting.app)
    for function in [*FIRST, *sorted(functions - {*FIRST})]:
        browser = await signed_in(reporting, function, f"loopt-{function}")
        seen = (meeting, gone, record, note, *reports)
        assert await walk.go(browser.get, function, *seen), function
    assert not walk.refused, walk.report()
    files = {"/jaarkalender/{jaar}.ics", "/kalender/{sleutel}.ics"}
    assert walk.screens() <= walk.seen | files | {"/", "/sessie", "/aanmelden/{domain}/terug"}

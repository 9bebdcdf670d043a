"""The screens of pictures: of each indicator and of terms, each beside the same in a table."""

import re
from uuid import uuid4

from chassis.web import Function
from contracts.databank import MonthlyActionPlanned
from contracts.enforcement import SuitabilityAdviceGiven
from reporting.indicators.catalogue import catalogue

from ..support.browser import signed_in
from ..support.events import inspection, moment
from ..support.reporting import Reporting


async def test_the_calendar_and_the_terms_of_inspections_stand_on_their_page(
    reporting: Reporting,
) -> None:
    planned = MonthlyActionPlanned(
        action_id=uuid4(),
        branch="straat",
        begins_at=moment("2026-03-01T00:00:00+01:00"),
        planned_at=moment("2026-02-20T10:00:00+01:00"),
    )
    await reporting.told(planned, inspection(), inspection())
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    page = await reader.get("/beeld?indicator=IND-2.1-02&periode=2026")
    assert "Kalender van jaar 2026" in page.text
    assert "10 mrt: 2" in page.text.replace(".", "")
    assert "Termijnen, jaar 2026" in page.text
    assert "maandactie gehouden" in page.text
    none = await reader.get("/beeld?indicator=IND-2.1-02&periode=2016-2018")
    assert "Kalender" not in none.text
    later = await reader.get("/beeld?indicator=IND-2.1-04d&periode=2026")
    assert "tweede halfjaar 2026: dit aantal komt op 06/01/2027" in later.text


async def test_each_reader_sees_the_terms_of_its_own_figures(reporting: Reporting) -> None:
    advice = SuitabilityAdviceGiven(
        dossier_id=uuid4(),
        premises_id=uuid4(),
        service="brandweer",
        late=True,
        advised_at=moment("2026-03-10T10:00:00+01:00"),
    )
    await reporting.told(advice)
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    page = await reader.get("/beeld/termijnen?periode=2026")
    assert page.status_code == 200
    assert "advies over een aanvraag: brandweer" in page.text
    police = await signed_in(reporting, Function.POLITIE_TEAMLEIDER)
    own = await police.get("/beeld/termijnen?periode=2026")
    assert "brandweer" not in own.text
    assert "nog niets gebeurd" in own.text
    assert (await reader.get("/beeld/termijnen?periode=ooit")).status_code == 422


async def test_the_page_shows_a_trend_and_every_breakdown_beside_its_table(
    reporting: Reporting,
) -> None:
    await reporting.told(inspection(), inspection())
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    page = await reader.get("/beeld?indicator=IND-2.1-01&periode=2026")
    assert page.status_code == 200, page.text
    assert page.text.count('role="img"') <= page.text.count("<table")
    assert re.search(r"Verloop tot jaar 2026", page.text)
    assert 'style="' not in page.text
    listed = await reader.get("/cijfers?periode=2026")
    assert 'href="/beeld?indicator=IND-2.1-01&amp;periode=2026"' in listed.text


async def test_every_indicator_has_a_page_of_pictures_without_facts_too(
    reporting: Reporting,
) -> None:
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    for indicator in catalogue():
        page = await reader.get(f"/beeld?indicator={indicator}&periode=2016-2018")
        assert page.status_code == 200, indicator


async def test_whoever_does_not_see_a_figure_sees_no_picture_of_it(reporting: Reporting) -> None:
    police = await signed_in(reporting, Function.POLITIE_TEAMLEIDER)
    assert (await police.get("/beeld?indicator=IND-1-01")).status_code == 404
    assert (await police.get("/beeld?indicator=IND-2.1-02")).status_code == 200
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    assert (await reader.get("/beeld?indicator=IND-9-99")).status_code == 404
    assert (await reader.get("/beeld?indicator=IND-1-01&periode=ooit")).status_code == 422

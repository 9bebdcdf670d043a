"""Metrics and pages count no persons of their own: every step of such a figure is somebody."""

import re
from uuid import uuid4

from chassis.web import Function
from contracts.databank import FirstContactDue
from launcher.sandbox import Sandbox
from reporting.indicators.catalogue import catalogue
from reporting.indicators.gauges import GAUGES

from ..support.browser import signed_in
from ..support.events import inspection, moment, move
from ..support.measurements import population
from ..support.reporting import Reporting

COUNT_PERSONS = {"IND-1-01", "IND-1.1-01", "IND-1.2-05", "IND-1.3-01", "IND-2.1-04d", "IND-2.1-04f"}
PEOPLE = 37
"""A number that nothing else has: wherever it stands, persons were counted."""


async def told_of_persons(reporting: Reporting) -> None:
    opened = moment("2026-06-10T22:00:00+02:00")
    await reporting.told(
        *(move(to_seen_at=opened) for _ in range(PEOPLE)),
        *(
            FirstContactDue(contact_id=uuid4(), branch="raam", opened_at=opened, due_at=opened)
            for _ in range(PEOPLE)
        ),
        inspection(completed_at=opened, workers_checked=PEOPLE),
        population("2026-06-01", 1),
    )


async def test_no_metric_counts_persons(reporting: Reporting) -> None:
    await told_of_persons(reporting)
    now = reporting.headers(now="2026-06-20T12:00:00+02:00")
    await reporting.client.get("/v1/indicators", headers=now)
    await GAUGES.refresh()
    async with Sandbox.internal(reporting.app) as client:
        text = (await client.get("/metrics")).text
    lines = [line for line in text.splitlines() if line.startswith("krachtlijn_indicator{")]
    assert any('id="IND-2.1-02"' in line for line in lines)
    for line in lines:
        assert not line.endswith(f" {PEOPLE}.0"), line
        assert not re.search(r'part="(persons|bereik|GHAPRO|BOYS)', line), line
        assert not any(f'id="{name}"' in line for name in COUNT_PERSONS), line
    assert set(catalogue()) >= COUNT_PERSONS


async def test_no_page_counts_moves_or_first_contacts_while_they_happen(
    reporting: Reporting,
) -> None:
    await told_of_persons(reporting)
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    for period in ("2026-06", "2026-H1", "2026"):
        page = (await reader.get(f"/cijfers?periode={period}")).text
        of_sector = page[page.index('id="IND-2.4-02"') : page.index('id="IND-2.4-03"')]
        assert f">{PEOPLE}<" not in of_sector
        assert f"<strong>{PEOPLE}</strong>" not in page

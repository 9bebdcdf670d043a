"""Applications and renewals on the agenda of the college, on its page and as files."""

import csv
import io
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.pdf import must_be_read_aloud, text_of
from ..support.sanctions import COLLEGE

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
DECISION = {"motivation": "Alles is in orde.", "lackingBecause": "De dienst zag het pand zelf."}


async def _table(secretary: Browser) -> list[dict[str, Any]]:
    sent = (await secretary.get("/agenda/agenda.csv")).content.decode("utf-8-sig")
    return [*csv.DictReader(io.StringIO(sent), delimiter=";")]


async def test_an_application_is_on_the_colleges_agenda_once_only_the_decision_is_awaited(
    app: FastAPI, city: City, tmp_path: Path
) -> None:
    """The college decides permits at its meetings, as it decides sanctions."""
    secretary = await signed_in(app, city, COLLEGE, "agenda-vergunning")
    filed, ready = await city.files(), await city.ready("OWN-AGENDA")
    visit = {"kind": "reactief", "reason": "aanvraag", "result": "in_orde", "roomsVisited": 2}
    await city.does(OFFICE, f"{ready['path']}/visits", visit)
    seen = await secretary.sees("/agenda")
    said = seen.partition(ready["number"])[2][:400]
    assert filed["number"] not in seen
    for each in ("aanvraag om over te beslissen", "OWN-AGENDA", "Brandweer: gunstig", "in orde"):
        assert each in said, each
    assert "Vergunningen: " in words((await secretary.get("/vandaag")).text)
    pdf = (await secretary.get("/agenda/agenda.pdf")).content
    must_be_read_aloud(pdf, tmp_path)
    assert f"{ready['number']}: Aanvraag om over te beslissen" in text_of(pdf)
    (row,) = [row for row in await _table(secretary) if row["dossier"] == ready["number"]]
    assert row["voorstel"] == "Aanvraag om over te beslissen"
    assert row["adviezen"] == "Brandweer: Gunstig"
    assert row["eigenaar"] == "OWN-AGENDA"
    await city.does(COLLEGE, f"{ready['path']}/decision", DECISION | {"outcome": "toegekend"})
    assert ready["number"] not in await secretary.sees("/agenda")


async def test_a_renewal_is_on_the_agenda_once_it_was_advised_and_the_place_visited(
    app: FastAPI, city: City
) -> None:
    secretary = await signed_in(app, city, COLLEGE, "agenda-vernieuwing")
    granted = await city.granted("OWN-AGENDA")
    await city.does(OWNER, f"{granted['path']}/renewal", organisation="OWN-AGENDA")
    assert granted["number"] not in await secretary.sees("/agenda")
    await city.renewed(granted["path"])
    said = (await secretary.sees("/agenda")).partition(granted["number"])[2][:60]
    assert "vernieuwing om over te beslissen" in said
    cabinet = await signed_in(app, city, Function.KABINET_BURGEMEESTER, "agenda-kabinet")
    assert granted["number"] not in await cabinet.sees("/agenda")

"""The agenda of a body: what it can decide at a meeting, on its secretary's page and as files."""

import csv
import io
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.pdf import must_be_read_aloud, text_of
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decision,
    heard,
    invite,
    invited,
    propose,
    proposed,
    unlisted,
)


async def _secretary(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, COLLEGE, "agenda")


async def test_a_proposal_is_on_the_agenda_until_its_decision_is_recorded(
    app: FastAPI, city: City, tmp_path: Path
) -> None:
    case = await proposed(city)
    secretary = await _secretary(app, city)
    seen = await secretary.sees("/agenda")
    for said in (case["number"], "Zo kort als kan.", "Herhaling.", "Gehoord", "OWN-001"):
        assert said in seen
    pdf = await secretary.get("/agenda/agenda.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    must_be_read_aloud(pdf.content, tmp_path)
    assert case["number"] in text_of(pdf.content)
    assert "Evenredigheid. Zo kort als kan." in text_of(pdf.content)
    (row,) = [row for row in await _table(secretary) if row["dossier"] == case["number"]]
    assert row["voorstel"] == "Schorsing van de geschiktheidsverklaring"
    assert row["evenredigheid"] == "Zo kort als kan."
    assert row["motivering"] == "Herhaling."

    ends = city.now + timedelta(days=20)
    await city.does(COLLEGE, f"{case['path']}/decision", decision("schorsing", None, ends))
    assert case["number"] not in await secretary.sees("/agenda")
    assert case["number"] not in text_of((await secretary.get("/agenda/agenda.pdf")).content)
    assert case["number"] not in [row["dossier"] for row in await _table(secretary)]


async def test_what_the_owner_can_still_answer_waits_for_a_later_meeting(
    app: FastAPI, city: City
) -> None:
    case = await invited(city)
    await heard(city, case["path"], final=False)  # the term to write runs on
    await propose(city, case["path"], "intrekking")
    secretary = await _secretary(app, city)
    tomorrow = city_day(city.now) + timedelta(days=1)
    seen = await secretary.sees(f"/agenda?dag={tomorrow}")
    assert case["number"] in seen.partition("Nog niet op deze dag")[2]
    assert case["number"] not in [row["dossier"] for row in await _table(secretary, f"{tomorrow}")]
    in_time = city_day(city.now) + timedelta(days=20)
    seen = await secretary.sees(f"/agenda?dag={in_time}")
    assert case["number"] in seen.partition("Nog niet op deze dag")[0]
    assert case["number"] in [row["dossier"] for row in await _table(secretary, f"{in_time}")]


async def test_a_fact_that_the_city_gave_no_words_is_named_by_its_code(
    app: FastAPI, city: City
) -> None:
    """Else a body reads the same general words for every such fact."""
    case = await proposed(city)
    secretary = await _secretary(app, city)
    day = f"{city_day(city.now) + timedelta(days=1)}"
    named = "zoals beschreven in het proces-verbaal of verslag (Niet aangegeven)"
    assert named in (await secretary.sees(f"/agenda?dag={day}")).partition(case["number"])[2]
    (row,) = [row for row in await _table(secretary, day) if row["dossier"] == case["number"]]
    assert named in row["feit"]


async def test_a_defence_after_the_proposal_takes_it_off(app: FastAPI, city: City) -> None:
    case = await proposed(city)
    secretary = await _secretary(app, city)
    assert case["number"] in await secretary.sees("/agenda")
    await city.does(WORKER, f"{case['path']}/written-defence", {"summary": "Toch nog dit."})
    assert case["number"] not in await secretary.sees("/agenda")


async def test_the_mayor_sees_no_proposal_for_the_college_and_a_formula_stays_text(
    app: FastAPI, city: City
) -> None:
    case = await invited(city)
    await heard(city, case["path"])
    body = {"kind": "intrekking", "motivation": "=1+1", "proportionality": "Passend."}
    await city.does(WORKER, f"{case['path']}/proposal", body)
    mayor = await signed_in(app, city, Function.KABINET_BURGEMEESTER, "agenda-kabinet")
    assert case["number"] not in await mayor.sees("/agenda")
    secretary = await _secretary(app, city)
    (row,) = [row for row in await _table(secretary) if row["dossier"] == case["number"]]
    assert row["motivering"] == "'=1+1"


async def test_a_place_without_permit_shows_no_address(app: FastAPI, city: City) -> None:
    case = await unlisted(city)
    path = case["path"]
    await invite(city, path)
    await heard(city, path)
    await propose(city, path, "tijdelijke_sluiting")
    secretary = await _secretary(app, city)
    (row,) = [row for row in await _table(secretary) if row["dossier"] == case["number"]]
    assert row["pand"].startswith("Plaats zonder vergunning")


async def _table(secretary: Browser, on: str | None = None) -> list[dict[str, str]]:
    answer = await secretary.get("/agenda/agenda.csv" + (f"?dag={on}" if on else ""))
    assert answer.status_code == 200, answer.text
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))

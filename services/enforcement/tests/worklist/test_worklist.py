"""The work list: open cases of all six procedures by last day, with what the reader may do."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.cases.rules import CaseKind
from enforcement.procedures import PROCEDURES
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.street_bans import Ban

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFICER, OFFICE = Function.SANCTIONEREND_AMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
COLLEGE, MAYOR = Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER


async def fine(city: City, days_ago: int = 0) -> dict[str, Any]:
    finding_id = await city.transfers(fact_at=city.now - timedelta(days=days_ago))
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case: dict[str, Any] = listed["_embedded"]["gasCases"][0]
    return case


async def cards(browser: Browser, query: str = "alles=true") -> dict[str, str]:
    """The words of each card, over all pages, by the number of its case."""
    found = {}
    for sent in await browser.pages(f"/werklijst?{query}"):
        for card in re.findall(r'<li class="kl-card.*?(?=<li class="kl-card|</main>)', sent, re.S):
            said = words(card)
            found[said.split()[0]] = said
    return found


@pytest.fixture
async def worker(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, WORKER, f"werklijst-{uuid4().hex[:8]}")


async def test_what_is_overdue_comes_first_and_says_so_then_the_soonest(
    city: City, worker: Browser
) -> None:
    """GAS law art. 26: twelve months or six; the fact of 200 days ago is over its six months."""
    calm = await fine(city)
    late = await fine(city, days_ago=200)
    near = await fine(city, days_ago=165)
    found = await cards(worker)
    mine = [case["number"] for case in (late, near, calm)]
    assert [number for number in found if number in mine] == mine
    assert "Te laat" in found[late["number"]] and "dagen te laat" in found[late["number"]]
    assert "Te laat" not in found[near["number"]] + found[calm["number"]]
    assert "Bekijken en beoogde boete kiezen" in found[calm["number"]]


async def test_a_day_to_look_again_moves_a_case_up(city: City, worker: Browser) -> None:
    first, second = await fine(city), await fine(city)
    await worker.does(f"/dossiers/{second['caseId']}/opvolgen", dag=str(city.today))
    order = [*await cards(worker)]
    assert order.index(second["number"]) < order.index(first["number"])


async def test_only_mine_and_only_open(city: City, worker: Browser) -> None:
    mine, theirs, ended = await fine(city), await fine(city), await fine(city)
    await worker.sees("/dossiers")
    page = (await worker.get(f"/dossiers/{mine['caseId']}")).text
    colleague = re.search(r'name="collega" value="([^"]+)"', page)
    assert colleague is not None
    await worker.does(f"/dossiers/{mine['caseId']}/toewijzen", collega=colleague[1])
    path = f"/v1/gas-cases/{ended['caseId']}/inadmissible"
    await city.does(OFFICER, path, {"motivation": "Geen inbreuk."})
    assert [*await cards(worker, "lijst=mijn")] == [mine["number"]]
    free = await cards(worker, "lijst=vrij&alles=true")
    assert theirs["number"] in free and mine["number"] not in free
    everything = await cards(worker)
    assert {mine["number"], theirs["number"]} <= everything.keys()
    assert ended["number"] not in everything


async def test_a_case_that_ended_stands_there_while_somebody_has_to_look_at_it(
    app: FastAPI, city: City, worker: Browser
) -> None:
    """As on the list of cases; a declaration that was refused or lapsed runs no more."""
    ended = await fine(city)
    path = f"/v1/gas-cases/{ended['caseId']}/inadmissible"
    await city.does(OFFICER, path, {"motivation": "Geen inbreuk."})
    assert ended["number"] not in await cards(worker)
    await worker.does(f"/dossiers/{ended['caseId']}/opvolgen", dag=str(city.today))
    assert ended["number"] in await worker.sees_listed("/dossiers?lijst=team")
    for query in ("alles=true", "lijst=team"):
        assert ended["number"] in await cards(worker, query)
    ends = ("geweigerd", "ingetrokken", "vervallen", "afgestand", "stopgezet")
    assert all(PROCEDURES.is_ended(CaseKind.SUITABILITY, state) for state in ends)


async def test_each_function_finds_what_it_must_do_in_the_procedures_it_reads(
    app: FastAPI, city: City
) -> None:
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    ban = await Ban.starts(app, city)
    case = await fine(city)
    filed = await city.files()
    declaration = (await city.sees(OFFICE, f"/v1/suitability-dossiers/{filed['dossierId']}"))[
        "number"
    ]
    lawyer = await signed_in(app, city, LAWYER)
    numbers = {}
    for prefix, path in (("BM", measure.page), ("SV", ban.page)):
        number = re.search(rf"{prefix}/\d{{4}}/\d{{6}}", (await lawyer.get(path)).text)
        assert number is not None
        numbers[prefix] = number[0]
    seen = {
        function: await cards(await signed_in(app, city, function, f"wie-{function}"))
        for function in (LAWYER, OFFICER, OFFICE, COLLEGE, MAYOR)
    }
    everything = {case["number"], declaration, *numbers.values()}
    assert everything <= seen[LAWYER].keys()
    assert everything & seen[OFFICER].keys() == {case["number"]}
    assert everything & seen[OFFICE].keys() == {declaration}
    assert everything & seen[COLLEGE].keys() == {declaration}, "no order stands before it yet"
    assert everything & seen[MAYOR].keys() == {declaration, *numbers.values()}
    assert "Volledigheid nakijken" in seen[OFFICE][declaration]
    assert "Hier wacht nu niets op jou." in seen[COLLEGE][declaration]
    college = await cards(await signed_in(app, city, COLLEGE, "wie-college"), "lijst=team")
    assert declaration not in college, "nothing that the college owes"

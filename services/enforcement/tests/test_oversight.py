"""The city's data-protection officer: who looked at the persons of a case (DP-04, DP-13)."""

import csv
import io
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions

from .support.city import City

WORKER = Function.DOSSIERBEHANDELAAR_BH
OVERSEER = Function.FUNCTIONARIS_STAD


class Browser:
    """Of somebody of the city, signed in where the login would do it."""

    def __init__(self, client: httpx.AsyncClient, city: City) -> None:
        self._client, self._city = client, city

    async def get(self, path: str) -> httpx.Response:
        return await self._client.get(path, headers=self._headers())

    async def post(self, path: str, data: dict[str, Any]) -> httpx.Response:
        return await self._client.post(path, data=data, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {
            "Accept": "text/html",
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": self._city.now.isoformat(),
        }


async def signed_in(app: FastAPI, city: City, function: Function) -> Browser:
    actor = Actor("fgb-stad", function, "STAD", DOMAIN_OF[function])
    async with app.state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://service")
    client.cookies.set("kl-enforcement", token)
    return Browser(client, city)


@pytest.fixture
async def dpo(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, OVERSEER)


async def looked_at(city: City) -> str:
    """The id of a case whose persons were read once."""
    finding_id = await city.transfers()
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case_id: str = listed["_embedded"]["gasCases"][0]["caseId"]
    path = f"/v1/gas-cases/{case_id}/offenders"
    answer = await city.call(WORKER, "GET", path, **{"Krachtlijn-Purpose": "procedure"})
    assert answer.status_code == 200
    return case_id


async def test_dp04_who_read_the_persons_of_a_case_is_shown_in_words(
    city: City, dpo: Browser
) -> None:
    case_id = await looked_at(city)
    page = await dpo.get(f"/inzage?over={case_id}")
    for words in ("Dossierbehandelaar", "Een lopende procedure", "GAS-dossier", case_id):
        assert words in page.text, words
    assert "Ilinca" not in page.text
    found = await dpo.get(f"/inzage/persoon?id={case_id}")
    one = await dpo.get(found.headers["location"])
    assert "Wie keek naar de personen van dit dossier?" in one.text
    assert "Dossierbehandelaar" in one.text
    assert (await dpo.get(f"/inzage/personen/{uuid4()}")).status_code == 404
    assert "A procedure under way" in (await dpo.get("/inzage?taal=en")).text
    assert "Une procédure en cours" in (await dpo.get("/inzage?taal=fr")).text


async def test_the_log_leaves_as_a_marked_file(city: City, dpo: Browser) -> None:
    case_id = await looked_at(city)
    form = {
        "van": str(city.now.date()),
        "tot": str(city.now.date()),
        "vorm": "csv",
        "doel": "vraag_van_toezichthouder",
        "sleutel": str(uuid4()),
        "stap": "vragen",
    }
    asked = await dpo.post("/uitvoer/nieuw/inzagen", form)
    assert asked.status_code == 303, asked.text
    file = await dpo.get(f"{asked.headers['location']}/bestand")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert case_id in {row["nummer"] for row in rows}
    assert "GAS-dossier" in {row["waarover"] for row in rows}


async def test_use_is_counted_by_case(city: City, dpo: Browser) -> None:
    case_id = await looked_at(city)
    usage = await dpo.get("/inzage/gebruik")
    assert usage.status_code == 200
    assert case_id in usage.text
    assert "Nummer van het dossier" in usage.text


async def test_only_the_data_protection_officer_reads_it(app: FastAPI, city: City) -> None:
    for function in (WORKER, Function.PROSTITUTIEAMBTENAAR, Function.TECHNISCH_BEHEERDER):
        assert (await (await signed_in(app, city, function)).get("/inzage")).status_code == 403
    keeper = await signed_in(app, city, Function.TECHNISCH_BEHEERDER)
    assert (await keeper.get("/beheer")).status_code == 200

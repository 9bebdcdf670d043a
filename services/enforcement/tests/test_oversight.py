"""The city's data-protection officer: who looked at the persons of a case (DP-04, DP-13)."""

import csv
import io
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function

from .support.browser import Browser, signed_in
from .support.city import City

WORKER = Function.DOSSIERBEHANDELAAR_BH
OVERSEER = Function.FUNCTIONARIS_STAD


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
        "van": str(city.today),
        "tot": str(city.today),
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
    city.later(days=2)  # the page shows the most used alone, and others use it too
    case_id = await looked_at(city)
    usage = await dpo.get(f"/inzage/gebruik?van={city.today}")
    assert usage.status_code == 200
    assert case_id in usage.text
    assert "Nummer van het dossier" in usage.text


async def test_only_the_data_protection_officer_reads_it(app: FastAPI, city: City) -> None:
    for function in (WORKER, Function.PROSTITUTIEAMBTENAAR, Function.TECHNISCH_BEHEERDER):
        assert (await (await signed_in(app, city, function)).get("/inzage")).status_code == 403
    keeper = await signed_in(app, city, Function.TECHNISCH_BEHEERDER)
    assert (await keeper.get("/beheer")).status_code == 200

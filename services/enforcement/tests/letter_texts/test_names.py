"""The name under a letter: told when it changed since, and taken away where a city wants none."""

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.letter_texts.rules import CityTexts

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import WORKER, fine_case
from ..support.procedure import OFFICER

PROPOSALS = "/v1/letter-text-proposals"


@pytest.fixture(autouse=True)
async def no_text_of_before(rows: asyncpg.Connection) -> None:
    await rows.execute("UPDATE letter_text SET state = 'ingetrokken' WHERE state <> 'ingetrokken'")


async def test_a_letter_that_did_not_leave_says_that_another_signs_since(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    body = {"caseId": await fine_case(city, rows), "kind": "opstartbrief"}
    made = (await city.call(WORKER, "POST", "/v1/letters", body)).json()[0]
    worker = await signed_in(app, city, WORKER)
    letter = f"/brieven/{made['letterId']}"
    assert "Hij houdt zijn tekst." not in await worker.sees(letter)
    name = {"slot": "ondertekenaar", "title": "sanctionerend_ambtenaar", "words": "Mo Voorbeeld"}
    said = {**name, "validFrom": f"{city.today}", "reason": "Een ander."}
    text = await city.does(Function.JURIST_BH, PROPOSALS, said, subject="een")
    yes = {"approved": True, "reason": "Nagelezen."}
    await city.does(OFFICER, f"{PROPOSALS}/{text['textId']}/decision", yes, subject="twee")
    assert "Hij houdt zijn tekst." in await worker.sees(letter)


def test_an_empty_name_takes_the_place_of_that_in_the_file() -> None:
    city = {"officer": "De officier", "mayor": "De burgemeester"}
    told = {"city": {**city, "names": {"De officier": "An Oud", "De burgemeester": "Bo Oud"}}}
    names = {"sanctionerend_ambtenaar": "", "burgemeester": "Mo Nieuw"}
    said = CityTexts((), {}, names).said(told)
    assert said["city"]["names"] == {"De burgemeester": "Mo Nieuw"}

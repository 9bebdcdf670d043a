"""What somebody still has to fill in stands in no letter, whatever door it came by."""

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.city import City
from ..support.letters import WORKER, address
from ..support.procedure import OFFICER, FineCase

PROPOSALS = "/v1/letter-text-proposals"


@pytest.mark.parametrize(
    ("slot", "place"),
    [
        ("uitleg", {"caseKind": "gas-case", "letter": "opstartbrief"}),
        ("ondertekenaar", {"title": "burgemeester"}),
    ],
)
async def test_no_text_of_every_letter_has_a_place_to_fill_in(
    city: City, slot: str, place: dict[str, str]
) -> None:
    words = {"words": "Kom langs op [vul in: de dag]."}
    body = {"slot": slot, **place, **words, "validFrom": f"{city.today}", "reason": "Helder."}
    answer = await city.call(Function.JURIST_BH, "POST", PROPOSALS, body)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "words", "reason": "Vul dit nog in: [vul in: de dag]"}
    ]


@pytest.mark.parametrize("written", ["[vul in: wat]", "[ Vul in : wat ]", "[vul in wat\nEn zo."])
async def test_a_letter_with_a_place_to_fill_in_is_not_drafted(
    app: FastAPI, city: City, rows: asyncpg.Connection, written: str
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    await address(city, str(case.case_id), "overtreder")
    await case.does("written-defence", summary="Er stond geen bord.", final=True)
    await case.does("dismissal", OFFICER, kind="waarschuwing", motivation="U wist het niet.")
    body = {"caseId": str(case.case_id), "kind": "uitkomst_verweer", "remedy": f"Kom: {written}"}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"] == "remedy"
    assert error["reason"].startswith("Vul dit nog in: [")
    assert await rows.fetch("SELECT * FROM letter WHERE case_id = $1", case.case_id) == []


async def test_a_list_with_a_place_to_fill_in_is_refused_too(city: City) -> None:
    filed = await city.files("OWN-072")
    path = f"/v1/suitability-dossiers/{filed['dossierId']}/completeness"
    body = {"complete": False, "missing": ["[vul in: welk attest]"]}
    answer = await city.call(Function.DIENST_PROSTITUTIEBELEID, "POST", path, body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "missing"

"""Letters while somebody has to weigh a prosecution of the same facts: none threatens with a fine,
and none asks for one.
"""

from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import final_fine
from ..support.letters import address
from ..support.procedure import OFFICER, WORKER, FineCase
from .test_corrections import RIGHT, case_of, letter_of
from .test_minors import drafted, posted
from .test_prosecutions import GOES_ON, WEIGH

SERVICE = {"serviceWhat": "Onkruid wieden in het park."}


async def refuses(case: FineCase, kind: str, **more: Any) -> bool:
    said = {"caseId": str(case.case_id), "kind": kind} | more
    answer = await case.city.call(WORKER, "POST", "/v1/letters", said)
    return answer.status_code == 409 and WEIGH in answer.json()["title"]


async def test_no_decision_leaves_before_a_prosecution_was_weighed(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined(150)
    await address(city, str(case.case_id), "overtreder")
    (letter,) = await drafted(case, "beslissing")
    await case.does("prosecution", heard="vervolgt")
    assert await refuses(case, "beslissing")
    posting = {"postedOn": f"{city_day(city.now)}"}
    path = f"/v1/letters/{letter}/posting"
    assert (await city.call(WORKER, "POST", path, posting)).status_code == 409
    city.later(days=2)
    posting = {"postedOn": f"{city_day(city.now)}", "leftBefore": True}
    assert (await city.call(WORKER, "POST", path, posting)).status_code == 422
    await case.does("prosecution-weighed", OFFICER, **GOES_ON)
    await posted(case, letter)
    assert await case.state() == "ter_kennis_gebracht"


async def test_a_case_page_leads_to_no_letter_that_may_not_leave(city: City, app: FastAPI) -> None:
    """A decision, while somebody has to weigh a prosecution of the same facts."""
    case = await (await FineCase.opens(city, app)).fined(150)
    worker = await signed_in(app, city, WORKER)
    page, letter = f"/dossiers/{case.case_id}", "De beslissing sturen"
    assert letter in await worker.sees(page)
    await case.does("prosecution", heard="vervolgt")
    assert letter not in await worker.sees(page)
    await case.does("prosecution-weighed", OFFICER, **GOES_ON)
    assert letter in await worker.sees(page)


@pytest.mark.parametrize(
    ("kind", "body"), [("bemiddelingsaanbod", {}), ("gemeenschapsdienst", SERVICE)]
)
async def test_nothing_is_offered_instead_of_a_fine_that_cannot_follow(
    city: City, app: FastAPI, kind: str, body: dict[str, Any]
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    await address(city, str(case.case_id), "overtreder")
    await case.does("community-service-offer", hours=10)
    await case.does("prosecution", heard="vervolgt")
    assert await refuses(case, kind, **body)
    await case.does("prosecution-weighed", OFFICER, **GOES_ON)
    await drafted(case, kind, **body)


async def test_a_letter_that_the_fine_is_lower_asks_nothing_while_a_prosecution_is_weighed(
    city: City, app: FastAPI
) -> None:
    case = case_of(city, app, await final_fine(city, app, 35_000))
    await case.does("prosecution", heard="vervolgt")
    await case.does("fine-correction", OFFICER, **RIGHT)
    said = await letter_of(city, await signed_in(app, city, WORKER), case)
    assert "De geldboete is nu € 35" in said and "Niet nu." in said
    assert "Rekening" not in said and "U moet betalen" not in said

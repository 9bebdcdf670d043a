"""The police hear the outcome of a fine case, and that alone, once the person knows it."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from contracts.enforcement import GasOutcomeReached
from enforcement.gas import notified

from ..support.city import City
from ..support.procedure import OFFICER, FineCase

TOLD = "gas-outcome-reached"


async def outcomes(case: FineCase) -> list[str]:
    recorded = await case.city.sandbox.recorded("enforcement", GasOutcomeReached)
    events = [each.read() for each in recorded]
    return [
        str(event.outcome)
        for event in events
        if isinstance(event, GasOutcomeReached) and event.case_id == case.case_id
    ]


async def test_a_fine_is_told_when_it_was_notified_and_not_before(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).fined()
    assert TOLD not in await case.told()
    await case.notified()
    assert await outcomes(case) == ["geldboete"]


@pytest.mark.parametrize("falls", [False, True])
async def test_the_police_hear_of_a_fine_on_the_day_that_its_letter_counts_as_received(
    city: City, app: FastAPI, falls: bool
) -> None:
    """Not on the day it leaves: the person would hear it after them (Ger.W. art. 53bis)."""
    case = await (await FineCase.opens(city, app)).fined()
    arrives = city_day(city.now) + timedelta(days=3)
    await case.letter(notified.decision_notified, arrives)
    assert await case.state() == "ter_kennis_gebracht"
    case.go_to(arrives - timedelta(days=1))
    await city.timers_done(case.case_id)
    assert await outcomes(case) == []
    if falls:
        await case.does("fine-withdrawal", OFFICER, motivation="De feiten staan niet vast.")
    case.go_to(arrives)
    await city.timers_done(case.case_id)
    assert await outcomes(case) == (["geen_geldboete"] if falls else ["geldboete"])


@pytest.mark.parametrize("step", ["shelving", "inadmissible"])
async def test_an_end_before_anything_was_sent_is_told(city: City, app: FastAPI, step: str) -> None:
    case = await FineCase.opens(city, app)
    await case.does(step, motivation="Dezelfde feiten kwamen al.")
    assert await outcomes(case) == ["geen_geldboete"]


async def test_other_ends_without_a_fine_are_told(city: City, app: FastAPI) -> None:
    dismissed = await (await FineCase.opens(city, app)).ready()
    body = {"kind": "geen_geldboete", "motivation": "De feiten staan niet vast."}
    await dismissed.does("dismissal", OFFICER, **body)
    mediated = await (await FineCase.opens(city, app)).started()
    await mediated.letter(notified.mediation_offer_notified)
    await mediated.does("mediation-end", result="geslaagd")
    served = await (await FineCase.opens(city, app)).started()
    await served.does("community-service-offer", hours=20)
    await served.letter(notified.community_service_notified)
    await served.does("community-service-end", result="volbracht")
    for case in (dismissed, mediated, served):
        assert await outcomes(case) == ["geen_geldboete"]


async def test_facts_that_the_prosecutor_takes_are_told(city: City, app: FastAPI) -> None:
    case = await FineCase.opens(city, app)
    await case.does("prosecutor-referral", mixed="licht")
    await case.does("prosecutor-answer", answer="vervolgt")
    assert await outcomes(case) == ["overgenomen_door_parket"]

"""The city takes a decision about a declaration back or anew, and corrects a wrong day."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import SuitabilityReinstated, SuitabilityRenewalRequested

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.judicial_code import works
from ..support.sanctions import decided, notified

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
OWNER, LAWYER = Function.EIGENAAR, Function.JURIST_BH
GRANT = {"outcome": "toegekend", "motivation": "Het pand voldoet.", **LACKING}
REFUSE = {
    "outcome": "geweigerd",
    "motivation": "De brandweer gaf een ongunstig advies.",
    "defenceAnswer": "Gelezen.",
}
WHY = {"motivation": "De motivering vermeldt het verkeerde pand."}


async def refused(city: City) -> dict[str, Any]:
    filed = await city.ready()
    await city.hears(filed["path"])
    await city.does(COLLEGE, f"{filed['path']}/decision", REFUSE)
    return filed


async def renews(city: City, path: str, decision: dict[str, Any]) -> None:
    """A renewal is asked, prepared and decided."""
    await city.does(OWNER, f"{path}/renewal", organisation="OWN-001")
    await city.renewed(path)
    if decision is REFUSE:
        await city.hears(path)
    await city.does(COLLEGE, f"{path}/decision", decision)


async def retaken(city: City, path: str, restart: str) -> dict[str, Any]:
    await city.does(COLLEGE, f"{path}/retake", WHY | {"restart": restart})
    return await city.sees(OFFICE, path)


@pytest.mark.parametrize(
    ("restart", "state", "refuses"),
    [
        ("adviezen", "volledig", False),
        ("hoorzitting", "klaar_voor_beslissing", False),
        ("beslissing", "klaar_voor_beslissing", True),
    ],
)
async def test_a_refusal_is_taken_back_from_where_it_went_wrong(
    city: City, restart: str, state: str, refuses: bool
) -> None:
    """The hearing that was right stands; one that was not is held again before a refusal."""
    filed = await refused(city)
    path = filed["path"]
    await city.does(OFFICE, f"{path}/decision-notification", {})
    after = await retaken(city, path, restart)
    assert after["state"] == state
    terms = {each["termId"] for each in after["terms"]}
    assert "suitability.decision_days" in terms and "rvs.annulment_days" not in terms
    assert "council-appeal" not in after["allowed"], "nothing is left to contest"
    assert after["timeline"][-1]["reason"] == f"{restart}: {WHY['motivation']}"
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-reconsidered"
    again = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert again.is_success is refuses, again.text
    twice = await city.call(COLLEGE, "POST", f"{path}/retake", WHY | {"restart": restart})
    assert twice.is_success is refuses, "a decision is taken back once"


async def test_a_grant_is_withdrawn_and_the_premises_close_until_it_is_decided_anew(
    city: City,
) -> None:
    filed = await city.granted(
        outcome="voorwaardelijk_toegekend", conditions=["brandblusser"], conditionsDueOn=None
    )
    city.later(days=2)
    after = await retaken(city, filed["path"], "beslissing")
    assert (after["state"], after["conditions"], after["validTo"]) == (
        *("klaar_voor_beslissing", []),
        None,
    )
    assert {each["termId"] for each in after["terms"]} == {"suitability.decision_days"}
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-withdrawn"
    dated = GRANT | {"decidedAt": (city.now - timedelta(days=1)).isoformat()}
    before = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", dated)
    assert before.status_code == 422, "no new decision is of before the withdrawal"
    heard = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", REFUSE)
    assert heard.status_code == 409, "nobody heard the owner about a refusal"
    await city.does(COLLEGE, f"{filed['path']}/decision", GRANT)
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-granted"


async def test_what_suspends_a_declaration_suspends_the_grant_that_takes_its_place(
    city: City,
) -> None:
    """Nobody escapes a suspension by a fault of the city in the grant."""
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    path = case["dossier"]
    await retaken(city, path, "beslissing")
    assert (await city.told(case["premisesId"]))[-1] == "suitability-withdrawn"
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    assert (await city.sees(OFFICE, path))["suspended"]
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspended"


@pytest.mark.parametrize(("days", "status"), [(59, 200), (60, 200), (61, 409)])
async def test_a_grant_is_withdrawn_within_sixty_days_alone(
    city: City, days: int, status: int
) -> None:
    """As long as somebody may go to the Council of State: after that only a sanction takes it."""
    while (last := city.today + timedelta(days=60)).weekday() != 2 or not works(last):
        city.later(days=1)
    filed = await city.granted()
    city.later(days=days)
    answer = await city.call(
        COLLEGE, "POST", f"{filed['path']}/retake", WHY | {"restart": "beslissing"}
    )
    assert answer.status_code == status, answer.text


async def test_a_refused_renewal_that_is_taken_back_runs_again(city: City) -> None:
    filed = await city.granted()
    path = filed["path"]
    await renews(city, path, REFUSE)
    after = await retaken(city, path, "hoorzitting")
    assert (after["state"], after["renewalRefusedOn"]) == ("vernieuwing_lopend", None)
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-renewal-requested"
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    assert (await city.sees(OFFICE, path))["state"] == "toegekend"


async def test_a_renewal_that_is_taken_back_leaves_the_declaration_its_former_term(
    city: City,
) -> None:
    filed = await city.granted()
    path = filed["path"]
    former = (await city.sees(OFFICE, path))["validTo"]
    conditions = {"outcome": "voorwaardelijk_toegekend", "conditions": ["brandblusser"]}
    await renews(city, path, GRANT | conditions)
    assert (await city.sees(OFFICE, path))["validTo"] > former
    after = await retaken(city, path, "beslissing")
    assert (after["state"], after["validTo"], after["conditions"]) == (
        *("vernieuwing_lopend", former),
        [],
    )
    (told,) = await city.recorded(filed["premisesId"], SuitabilityReinstated)
    assert (f"{told.valid_to}", told.conditional) == (former, False)
    asked = (await city.recorded(filed["premisesId"], SuitabilityRenewalRequested))[-1]
    assert asked.requested_at > told.decided_at, "it works on until the decision"
    await city.does(COLLEGE, f"{path}/decision", GRANT)


async def test_a_ruling_on_a_refusal_that_was_taken_back_does_nothing_to_the_next(
    city: City,
) -> None:
    filed = await refused(city)
    path = filed["path"]
    await city.does(OFFICE, f"{path}/decision-notification", {})
    await city.does(LAWYER, f"{path}/council-appeal", {})
    await city.does(LAWYER, f"{path}/council-ruling", {"ruling": "schorsing"})
    await retaken(city, path, "beslissing")
    await city.does(COLLEGE, f"{path}/decision", REFUSE)
    await city.does(LAWYER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    assert (await city.sees(OFFICE, path))["state"] == "geweigerd"


async def test_after_an_annulment_the_city_says_from_where_it_begins_anew(city: City) -> None:
    filed = await refused(city)
    path = filed["path"]
    await city.does(OFFICE, f"{path}/decision-notification", {})
    await city.does(LAWYER, f"{path}/council-appeal", {})
    await city.does(LAWYER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    assert (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"
    assert (await retaken(city, path, "adviezen"))["state"] == "volledig"
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})


async def test_the_office_takes_back_what_it_decided_itself_and_nothing_of_the_college(
    city: City,
) -> None:
    body = WHY | {"restart": "beslissing"}
    of_college = await city.granted()
    answer = await city.call(OFFICE, "POST", f"{of_college['path']}/retake", body)
    assert answer.status_code == 403
    own = await city.ready()
    await city.does(OFFICE, f"{own['path']}/decision", GRANT)
    await city.does(OFFICE, f"{own['path']}/retake", body)


async def test_a_refusal_is_not_taken_back_beside_a_new_dossier(city: City) -> None:
    filed = await refused(city)
    seen = await city.sees(OFFICE, filed["path"])
    place = {key: seen["premises"][key] for key in ("label", "street", "houseNumber", "postcode")}
    await city.files("OWN-002", place=place)
    body = WHY | {"restart": "beslissing"}
    answer = await city.call(COLLEGE, "POST", f"{filed['path']}/retake", body)
    assert "loopt al een dossier" in answer.text


async def test_a_page_asks_once_more_before_a_decision_is_taken_back(
    app: FastAPI, city: City
) -> None:
    filed = await refused(city)
    secretary = await signed_in(app, city, COLLEGE, "herneemt-verklaring")
    page = f"/geschiktheid/{filed['dossierId']}/beslissing-hernemen"
    body = {"vanaf": "adviezen", "reden": WHY["motivation"]}
    assert "vraag ze opnieuw" in (await secretary.post(page, body)).text
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "geweigerd"
    await secretary.does(page, **body, zeker="ja")
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "volledig"


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 200), (2, 200), (3, 200), (4, 422)])
async def test_a_wrong_day_of_notification_moves_the_term_of_appeal(
    city: City, days: int, status: int
) -> None:
    """Decided on a day, noted as received two days later, corrected a day after that."""
    filed = await refused(city)
    path, decided_on = filed["path"], city.today
    city.later(days=2)
    await city.does(OFFICE, f"{path}/decision-notification", {})
    city.later(days=1)
    right = decided_on + timedelta(days=days)
    body = {"dayOf": "kennisgeving", "day": f"{right}", "motivation": "Tikfout."}
    answer = await city.call(OFFICE, "POST", f"{path}/correction", body)
    assert answer.status_code == status, answer.text
    terms = (await city.sees(OFFICE, path))["terms"]
    (term,) = [each for each in terms if each["termId"] == "rvs.annulment_days"]
    noted = decided_on + timedelta(days=2)
    assert term["startsOn"] == f"{right if status == 200 else noted}"


@pytest.mark.parametrize(("days", "state"), [(-1, "vervallen"), (0, "toegekend"), (1, "toegekend")])
async def test_a_wrong_last_day_is_told_anew_and_ends_what_is_over(
    city: City, days: int, state: str
) -> None:
    filed = await city.granted()
    city.later(days=40)
    right = city.today + timedelta(days=days)
    body = {"dayOf": "geldig_tot", "day": f"{right}", "motivation": "Tikfout."}
    await city.does(OFFICE, f"{filed['path']}/correction", body)
    after = await city.sees(OFFICE, filed["path"])
    assert (after["state"], after["validTo"]) == (state, f"{right}")
    (told,) = await city.recorded(filed["premisesId"], SuitabilityReinstated)
    assert told.valid_to == right
    last = (await city.told(filed["premisesId"]))[-1]
    assert last == ("suitability-expired" if days < 0 else "suitability-reinstated")


async def test_no_declaration_begins_before_its_decision_by_a_correction(city: City) -> None:
    filed = await city.granted()
    path, decided_on = f"{filed['path']}/correction", city_day(city.now)
    body = {"dayOf": "geldig_vanaf", "motivation": "Tikfout."}
    before = body | {"day": f"{decided_on - timedelta(days=1)}"}
    assert "ten vroegste" in (await city.call(OFFICE, "POST", path, before)).text
    await city.does(OFFICE, path, body | {"day": f"{decided_on + timedelta(days=1)}"})
    never = await city.call(
        OFFICE, "POST", path, body | {"dayOf": "kennisgeving", "day": "2026-01-01"}
    )
    assert "nog niet ter kennis gebracht" in never.text


async def test_an_appeal_against_an_earlier_refusal_gives_no_more_time_to_withdraw_the_grant(
    city: City,
) -> None:
    filed = await refused(city)
    path = filed["path"]
    await city.does(OFFICE, f"{path}/decision-notification", {})
    await city.does(LAWYER, f"{path}/council-appeal", {})
    await retaken(city, path, "beslissing")
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    city.later(days=70)
    body = WHY | {"restart": "beslissing"}
    answer = await city.call(COLLEGE, "POST", f"{path}/retake", body)
    assert answer.status_code == 409, answer.text


@pytest.mark.parametrize("restart", ["beslissing", "hoorzitting", "adviezen"])
async def test_advices_on_a_change_are_awaited_no_more_once_its_grant_is_taken_back(
    city: City, restart: str
) -> None:
    filed = await city.granted()
    path = filed["path"]
    await city.does(OWNER, f"{path}/changes", {"kind": "beheerder"}, organisation="OWN-001")
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    after = await retaken(city, path, restart)
    assert "suitability.advice_days" not in {each["termId"] for each in after["terms"]}
    if restart == "beslissing":
        await city.does(COLLEGE, f"{path}/decision", GRANT)


async def test_a_decision_that_is_taken_anew_has_its_own_advices_whatever_changed_since(
    city: City,
) -> None:
    """Each change is advised in a round of its own, and its advices are of no decision."""
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    ask = {"services": ["brandweer"]}
    said = {"service": "brandweer", "outcome": "ongunstig", "reasons": "Geen tweede uitgang."}
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", ask)
    await city.does(OFFICE, f"{path}/advices", said)
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    accepted = {"outcome": "aanvaard", "reason": "Nagegaan."}
    for manager in ("BEH-001", "BEH-002"):
        await city.does(OWNER, f"{path}/changes", {"kind": "beheerder"}, organisation="OWN-001")
        await city.does(OFFICE, f"{path}/advice-requests", ask)
        of_change = {"service": "brandweer", "outcome": "gunstig"}
        await city.does(OFFICE, f"{path}/advices", of_change)
        await city.does(OFFICE, f"{path}/change-assessment", accepted | {"manager": manager})
    given = (await city.sees(OFFICE, path))["advices"]
    assert sorted(each["outcome"] for each in given) == ["gunstig", "gunstig", "ongunstig"]
    await retaken(city, path, "beslissing")
    await city.does(COLLEGE, f"{path}/decision", GRANT | {"quoted": ["brandweer"]})


async def test_a_decision_waits_for_no_advice_on_a_change(city: City) -> None:
    filed = await city.granted()
    path = filed["path"]
    await city.does(OWNER, f"{path}/changes", {"kind": "beheerder"}, organisation="OWN-001")
    ask = {"services": ["hygiene", "stedenbouw"]}
    await city.does(OFFICE, f"{path}/advice-requests", ask)
    await retaken(city, path, "beslissing")
    late = {"service": "hygiene", "outcome": "gunstig"}
    assert (await city.call(OFFICE, "POST", f"{path}/advices", late)).status_code in (409, 422)
    await city.does(COLLEGE, f"{path}/decision", GRANT)

"""The suitability declaration, from application to its end."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import SuitabilityGranted, SuitabilityRenewed

from ..support.city import LACKING, City

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
OWNER = Function.EIGENAAR
GRANT = {"outcome": "toegekend", "motivation": "Het pand voldoet.", **LACKING}
REFUSE = {
    "outcome": "geweigerd",
    "motivation": "De brandweer gaf een ongunstig advies.",
    "defenceAnswer": "Gelezen.",
}


async def test_an_application_becomes_a_declaration_with_every_room(city: City) -> None:
    filed = await city.files("OWN-007", rooms=3)
    assert filed["number"].startswith("GV/")
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    services = ["brandweer", "stedenbouw", "hygiene", "politie_moraliteit", "statuten"]
    await city.does(OFFICE, f"{path}/advice-requests", {"services": services})
    visit = {"kind": "reactief", "reason": "aanvraag", "result": "in_orde", "roomsVisited": 3}
    await city.does(OFFICE, f"{path}/visits", visit)
    for nr, service in enumerate(services):
        expected = "in_advies" if nr < 4 else "klaar_voor_beslissing"
        advice = {"service": service, "outcome": "gunstig"}
        assert (await city.does(OFFICE, f"{path}/advices", advice))["state"] == expected
    begins, ends = city_day(city.now) + timedelta(days=27), date(city.now.year + 2, 1, 31)
    validity = {"validFrom": begins.isoformat(), "validTo": ends.isoformat()}
    await city.does(COLLEGE, f"{path}/decision", GRANT | validity)
    told = await city.told(filed["dossierId"])
    assert told[:2] == ["suitability-application-received", "suitability-completeness-checked"]
    assert told[2:7] == ["suitability-advice-requested"] * 5
    assert told[7:] == ["suitability-visit-completed"] + ["suitability-advice-given"] * 5
    (envelope,) = [
        envelope
        for envelope in await city.sandbox.recorded("enforcement")
        if envelope.partition_key == filed["premisesId"]
    ]
    event = envelope.read()
    assert isinstance(event, SuitabilityGranted)
    assert event.premises.owner == "OWN-007"
    assert [room.label for room in event.premises.rooms] == ["R-01", "R-02", "R-03"]
    assert [str(room.room_id) for room in event.premises.rooms] == [
        room["roomId"] for room in filed["rooms"]
    ]
    assert (event.valid_from, event.valid_to) == (begins, ends)


async def test_an_owner_sees_only_the_own_dossiers(city: City) -> None:
    filed = await city.files("OWN-011")
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    own = await city.sees(OWNER, path, organisation="OWN-011")
    assert {entry["actorSubject"] for entry in own["timeline"]} == {None}
    for method, tail in (("GET", ""), ("POST", "/relinquishment"), ("POST", "/renewal")):
        other = await city.call(OWNER, method, path + tail, organisation="OWN-012")
        assert other.status_code == 404
    listed = await city.sees(OWNER, "/v1/suitability-dossiers", organisation="OWN-011")
    assert {item["owner"] for item in listed["_embedded"]["dossiers"]} == {"OWN-011"}
    cheat = "/v1/suitability-dossiers?owner=OWN-011"
    listed = await city.sees(OWNER, cheat, organisation="OWN-012")
    assert listed["_embedded"]["dossiers"] == []


async def test_premises_have_one_running_dossier_and_rooms_keep_their_ids(city: City) -> None:
    place = {
        "label": "P-009",
        "street": "Voorbeeldstraat",
        "houseNumber": uuid4().hex[:8],
        "postcode": "2000",
    }
    body = {"premises": place, "rooms": ["R-01", "R-02"], "owner": "OWN-009"}
    first = await city.does(OFFICE, "/v1/suitability-dossiers", body)
    again = await city.call(OFFICE, "POST", "/v1/suitability-dossiers", body)
    assert again.status_code == 409
    path = f"/v1/suitability-dossiers/{first['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": False, "missing": ["plan"]})
    await city.does(OFFICE, f"{path}/discontinuation", {"reason": "Het plan kwam niet."})
    sold = body | {"owner": "OWN-010", "rooms": ["R-02", "R-03"]}
    sold["premises"] = place | {"street": "VOORBEELDSTRAAT "}
    second = await city.does(OFFICE, "/v1/suitability-dossiers", sold)
    assert second["premisesId"] == first["premisesId"]
    assert second["rooms"][0]["roomId"] == first["rooms"][1]["roomId"]


async def test_a_missing_document_starts_a_term_to_complete_the_application(city: City) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": False, "missing": ["KBO"]})
    seen = await city.sees(OFFICE, path)
    assert [term["termId"] for term in seen["terms"]] == ["suitability.completion_days"]
    assert seen["terms"][0]["daysLeft"] >= 30
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    seen = await city.sees(OFFICE, path)
    assert [term["termId"] for term in seen["terms"]] == ["suitability.decision_days"]


async def test_a_step_out_of_order_is_refused_and_says_what_may_be_done(city: City) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    response = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert response.status_code == 409
    assert response.json()["extraInfo"]["allowed"] == [
        "completeness",
        "application-withdrawal",
    ]
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], len(seen["timeline"])) == ("ingediend", 1)


async def test_advice_comes_once_and_only_from_a_service_that_was_asked(city: City) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    asked = {"services": ["brandweer", "hygiene"]}
    await city.does(OFFICE, f"{path}/advice-requests", asked)
    advice = {"service": "brandweer", "outcome": "ongunstig", "reasons": "Geen vluchtweg."}
    await city.does(OFFICE, f"{path}/advices", advice)
    for wrong in (advice, {"service": "stedenbouw", "outcome": "gunstig"}):
        response = await city.call(OFFICE, "POST", f"{path}/advices", wrong)
        assert response.status_code == 422
    seen = await city.sees(OFFICE, path)
    assert [a["outcome"] for a in seen["advices"]] == ["ongunstig", None]
    assert seen["state"] == "in_advies"


async def test_a_refusal_comes_after_a_hearing_and_is_told(city: City) -> None:
    filed = await city.ready()
    path = filed["path"]
    response = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert response.status_code == 409
    assert "gehoord" in response.json()["title"]
    assert await city.told(filed["premisesId"]) == []
    await city.hears(path)
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"
    assert await city.told(filed["premisesId"]) == ["suitability-refused"]
    assert (await city.sees(OFFICE, path))["terms"] == []
    await city.does(COLLEGE, f"{path}/decision-notification", {})
    (term,) = (await city.sees(OFFICE, path))["terms"]
    assert term["termId"] == "rvs.annulment_days"


async def test_a_conditional_declaration_becomes_a_full_one(city: City) -> None:
    decision = {
        "outcome": "voorwaardelijk_toegekend",
        "conditions": ["nooduitgang", "rookmelders"],
        "conditionsDueOn": str(city.today + timedelta(days=90)),
    }
    filed = await city.granted(**decision)
    seen = await city.sees(OFFICE, filed["path"])
    assert seen["state"] == "voorwaardelijk_toegekend"
    assert "suitability.conditions" in {term["termId"] for term in seen["terms"]}
    answer = await city.does(OFFICE, f"{filed['path']}/conditions-met")
    assert answer["state"] == "toegekend"
    assert await city.told(filed["premisesId"]) == [
        "suitability-granted",
        "suitability-condition-met",
        "suitability-condition-met",
        "suitability-conditions-met",
    ]
    seen = await city.sees(OFFICE, filed["path"])
    assert "suitability.conditions" not in {term["termId"] for term in seen["terms"]}


async def test_a_renewal_keeps_the_declaration_valid_and_lengthens_it(city: City) -> None:
    year = city.now.year + 1
    filed = await city.granted("OWN-021", validTo=f"{year}-06-30")
    path = filed["path"]
    answer = await city.does(OWNER, f"{path}/renewal", organisation="OWN-021")
    assert answer["state"] == "vernieuwing_lopend"
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    early = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert early.status_code == 409
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde", "roomsVisited": 2}
    await city.does(OFFICE, f"{path}/visits", visit)
    assert (await city.does(COLLEGE, f"{path}/decision", GRANT))["state"] == "toegekend"
    assert await city.told(filed["premisesId"]) == [
        "suitability-granted",
        "suitability-renewal-requested",
        "suitability-renewed",
    ]
    assert (await city.told(filed["dossierId"])).count("suitability-application-received") == 2
    assert (await city.sees(OFFICE, path))["validTo"] == f"{year + 5}-06-30"


async def test_a_renewal_on_conditions_is_told_with_them(city: City) -> None:
    filed = await city.granted("OWN-024", validTo=f"{city.now.year + 1}-06-30")
    path = filed["path"]
    await city.does(OWNER, f"{path}/renewal", organisation="OWN-024")
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde", "roomsVisited": 2}
    await city.does(OFFICE, f"{path}/visits", visit)
    decision = GRANT | {"outcome": "voorwaardelijk_toegekend", "conditions": ["branddeur"]}
    await city.does(COLLEGE, f"{path}/decision", decision)
    (told,) = [
        envelope.data
        for envelope in await city.sandbox.recorded("enforcement")
        if envelope.type == SuitabilityRenewed.type
        and envelope.data["premisesId"] == filed["premisesId"]
    ]
    assert (told["conditional"], told["conditions"]) == (True, ["branddeur"])


async def test_the_yearly_visit_falls_a_year_after_the_visit_for_the_application_or_the_last_one(
    city: City,
) -> None:
    """Plan 2.3: each house is seen each year. Seen today and granted: not late within a year."""

    def in_a_year(day: date) -> str:
        return str(date(day.year + 1, day.month, day.day))

    async def due(path: str) -> str:
        terms = (await city.sees(OFFICE, path))["terms"]
        (day,) = [t["lastDay"] for t in terms if t["termId"] == "suitability.yearly_visit"]
        return str(day)

    filed = await city.ready()
    visit = {"kind": "reactief", "reason": "aanvraag", "result": "in_orde", "roomsVisited": 2}
    await city.does(OFFICE, f"{filed['path']}/visits", visit)
    seen_on = city.today
    city.later(days=3)
    await city.does(COLLEGE, f"{filed['path']}/decision", GRANT)
    assert await due(filed["path"]) == in_a_year(seen_on)
    city.later(days=20)
    visit |= {"kind": "proactief", "reason": "jaarlijks", "result": "tekorten"}
    await city.does(OFFICE, f"{filed['path']}/visits", visit)
    assert await due(filed["path"]) == in_a_year(city.today)
    assert (await city.told(filed["dossierId"]))[-1] == "suitability-visit-completed"
    unseen = await city.granted()
    assert await due(unseen["path"]) == in_a_year(city.today)


async def test_a_visit_sees_no_more_rooms_than_there_are(city: City) -> None:
    filed = await city.granted()
    visit = {"kind": "proactief", "reason": "jaarlijks", "result": "in_orde", "roomsVisited": 3}
    response = await city.call(OFFICE, "POST", f"{filed['path']}/visits", visit)
    assert response.status_code == 422


async def test_nobody_withdraws_a_declaration_but_by_a_sanction(city: City) -> None:
    """Without a warning, a next finding and a hearing the law knows no withdrawal (art. 45)."""
    filed = await city.granted()
    await city.hears(filed["path"])
    withdrawal = {"motivation": "De houder voldoet niet meer."}
    for body in (COLLEGE, Function.KABINET_BURGEMEESTER):
        path = f"{filed['path']}/withdrawal"
        assert (await city.call(body, "POST", path, withdrawal)).status_code == 404
    seen = await city.sees(OFFICE, filed["path"])
    assert "withdrawal" not in seen["allowed"]
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-granted"


async def test_an_owner_may_stop(city: City) -> None:
    filed = await city.granted("OWN-031")
    answer = await city.does(OWNER, f"{filed['path']}/relinquishment", organisation="OWN-031")
    assert answer["state"] == "afgestand"
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-relinquished"


@pytest.mark.parametrize("state", ["toegekend", "ingediend"])
async def test_dossiers_can_be_found_by_state_and_premises(city: City, state: str) -> None:
    filed = await (city.granted() if state == "toegekend" else city.files())
    path = f"/v1/suitability-dossiers?premisesId={filed['premisesId']}&state={state}"
    listed: Any = await city.sees(OFFICE, path)
    assert [d["dossierId"] for d in listed["_embedded"]["dossiers"]] == [filed["dossierId"]]

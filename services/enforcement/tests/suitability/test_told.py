"""Events of a declaration: each of the seventeen of the handbook (§1.10) with what it says."""

from datetime import timedelta
from typing import Any

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.sanctions import COLLEGE, decided, notified

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
MOMENT = "…"
"""Of a moment only that it is told."""


async def told(city: City, filed: dict[str, Any], short: str, **said: Any) -> dict[str, Any]:
    """The body of the last event of a kind about this dossier, which says all of this."""
    bodies = [
        envelope.data
        for envelope in await city.sandbox.recorded("enforcement")
        if envelope.type == f"be.krachtlijn.enforcement.suitability-{short}.v{envelope.type[-1]}"
        and envelope.data.get("dossierId") == filed["dossierId"]
    ]
    assert bodies, f"suitability-{short} was not told"
    body = bodies[-1]
    assert body["premisesId"] == filed["premisesId"]
    for name, value in said.items():
        assert (body[name] is not None) if value is MOMENT else (body[name] == value), (short, body)
    return body


async def test_an_examination_and_a_renewal_are_told_step_by_step(app: FastAPI, city: City) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    today = city_day(city.now)
    await told(city, filed, "application-received", reason="aanvraag", receivedAt=MOMENT)
    await city.does(OFFICE, f"{path}/completeness", {"complete": False, "missing": ["Plan"]})
    await told(city, filed, "completeness-checked", complete=False, checkedAt=MOMENT)
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await told(city, filed, "completeness-checked", complete=True)
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    asked = {"service": "brandweer", "dueOn": MOMENT, "requestedAt": MOMENT}
    await told(city, filed, "advice-requested", **asked)
    officer = await signed_in(app, city, OFFICE, "zegt-alles")
    visit = {"pand": filed["dossierId"], "dag": f"{today}", "aanleiding": "aanvraag"}
    await officer.does("/bezoeken", **visit)
    planned = await told(city, filed, "visit-planned", kind="reactief", plannedFor=f"{today}")
    done = {"kind": "reactief", "reason": "aanvraag", "result": "in_orde", "roomsVisited": 2}
    await city.does(OFFICE, f"{path}/visits", done)
    await told(city, filed, "visit-completed", **done, visitId=planned["visitId"])
    given = {"service": "brandweer", "outcome": "gunstig"}
    await city.does(OFFICE, f"{path}/advices", given)
    advice = await told(city, filed, "advice-given", service="brandweer", late=False)
    assert "outcome" not in advice, "what a service thinks stays in its file"
    due_on = f"{today + timedelta(days=30)}"
    granted = {
        "outcome": "voorwaardelijk_toegekend",
        "motivation": "Op twee voorwaarden na.",
        "conditions": ["branddeur", "nooduitgang"],
        "conditionsDueOn": due_on,
        **LACKING,
    }
    await city.does(COLLEGE, f"{path}/decision", granted)
    body = await told(
        city,
        filed,
        "granted",
        conditional=True,
        conditions=["branddeur", "nooduitgang"],
        conditionsDueOn=due_on,
        permitType="raam",
        validFrom=MOMENT,
        validTo=MOMENT,
    )
    assert [room["label"] for room in body["premises"]["rooms"]] == ["R-01", "R-02"]
    await city.does(OFFICE, f"{path}/conditions-met", {"conditions": ["branddeur"]})
    await told(city, filed, "condition-met", condition="branddeur", metAt=MOMENT)
    await city.does(OFFICE, f"{path}/conditions-met", {})
    await told(city, filed, "conditions-met", metAt=MOMENT)
    await city.does(OWNER, f"{path}/renewal", {}, organisation="OWN-001")
    await told(city, filed, "renewal-requested", requestedAt=MOMENT)
    await city.renewed(path)
    renewed = {"outcome": "toegekend", "motivation": "In orde."}
    await city.does(COLLEGE, f"{path}/decision", renewed)
    await told(city, filed, "renewed", conditional=False, conditions=[], decidedAt=MOMENT)


async def test_a_grant_without_conditions_says_so(city: City) -> None:
    filed = await city.granted()
    await told(city, filed, "granted", conditional=False, conditions=[], decidedAt=MOMENT)


async def test_a_refusal_is_told(city: City) -> None:
    filed = await city.ready()
    await city.hears(filed["path"])
    refusal = {
        "outcome": "geweigerd",
        "motivation": "De vluchtweg is niet vrij.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{filed['path']}/decision", refusal)
    body = await told(city, filed, "refused", decidedAt=MOMENT)
    assert "vluchtweg" not in str(body), "why is between the city and the owner"


async def test_a_suspension_its_lifting_and_giving_up_are_told(city: City) -> None:
    case = await decided(city, "schorsing", lasts=30)
    await notified(city, case["path"])
    filed = {"dossierId": case["dossier"].rpartition("/")[2], "premisesId": case["premisesId"]}
    body = await told(city, filed, "suspended", caseId=case["caseId"], decidedAt=MOMENT)
    assert body["suspendedFrom"] < body["suspendedTo"]
    await city.does(COLLEGE, f"{case['path']}/reopening", {"motivation": "In orde."})
    await told(city, filed, "suspension-lifted", liftedAt=MOMENT)
    await city.does(OWNER, f"{case['dossier']}/relinquishment", organisation="OWN-001")
    await told(city, filed, "relinquished", relinquishedAt=MOMENT)


async def test_a_withdrawal_is_told(city: City) -> None:
    case = await decided(city, "intrekking")
    await notified(city, case["path"])
    filed = {"dossierId": case["dossier"].rpartition("/")[2], "premisesId": case["premisesId"]}
    await told(city, filed, "withdrawn", withdrawnAt=MOMENT)


async def test_the_end_of_a_term_is_told(city: City) -> None:
    filed = await city.granted(validTo=f"{city_day(city.now) + timedelta(days=1)}")
    city.later(days=3)

    async def expired() -> bool:
        return (await city.told(filed["premisesId"]))[-1] == "suitability-expired"

    await city.clock_moves_on(expired)
    await told(city, filed, "expired", expiredAt=MOMENT)

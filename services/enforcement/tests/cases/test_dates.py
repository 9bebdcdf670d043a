"""Letters and decisions of before today: what really happened then is recorded as of then."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function

from ..support.city import City
from ..support.sanctions import decision

WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS
OFFICE = Function.DIENST_PROSTITUTIEBELEID


def days_ago(city: City, days: int) -> date:
    return city_day(city.now) - timedelta(days=days)


async def behind(city: City) -> dict[str, Any]:
    """A sanction case of 40 days ago about which the office recorded nothing yet."""
    dossier = await city.granted()
    finding_id = await city.transfers(dossier["premisesId"])
    case = await city.case_of(finding_id)
    city.later(days=40)
    return case | {"dossier": dossier["path"]}


async def warned(city: City) -> dict[str, Any]:
    """The warning was received before the next fact, whatever holidays lie between."""
    case = await behind(city)
    path = case["path"]
    await city.does(WORKER, f"{path}/pv-notification", {"notifiedAt": f"{days_ago(city, 40)}"})
    warning = {"extract": "Artikel 12.", "sentAt": f"{days_ago(city, 40)}"}
    await city.does(WORKER, f"{path}/warning", warning)
    await city.transfers(case["premisesId"], fact_at=city.now - timedelta(days=30))
    return case


async def refused(city: City, function: Function, path: str, body: dict[str, Any]) -> str:
    case = path.rpartition("/")[0]
    await city.timers_done(case.rpartition("/")[2])
    before = await city.sees(WORKER, case)
    response = await city.call(function, "POST", path, body)
    assert response.status_code == 422, response.text
    assert await city.sees(WORKER, case) == before
    field: str = response.json()["errors"][0]["field"]
    return field


async def test_a_whole_procedure_of_before_today_is_recorded_on_its_own_days(city: City) -> None:
    case = await warned(city)
    path = case["path"]
    invited, heard, decided, notified = (days_ago(city, days) for days in (28, 12, 6, 4))
    invitation = {"sentAt": f"{invited}", "hearingAt": f"{heard}T10:00:00+01:00"}
    await city.does(WORKER, f"{path}/hearing-invitation", invitation)
    await city.does(WORKER, f"{path}/hearing", {"heldAt": f"{heard}", "report": "Gehoord."})
    proposal = {"kind": "intrekking", "motivation": "Weer.", "proportionality": "Kort."}
    await city.does(WORKER, f"{path}/proposal", proposal)
    taken = decision("intrekking") | {"decidedAt": f"{decided}"}
    await city.does(COLLEGE, f"{path}/decision", taken)
    await city.does(WORKER, f"{path}/notification", {"notifiedAt": f"{notified}"})
    seen = await city.sees(WORKER, path)
    assert city_day(datetime.fromisoformat(seen["decidedAt"])) == decided
    assert city_day(datetime.fromisoformat(seen["notifiedAt"])) == notified
    (appeal,) = [term for term in seen["terms"] if term["termId"] == "rvs.annulment_days"]
    assert appeal["startsOn"] == f"{notified}"


async def test_a_letter_did_not_leave_before_the_step_before_it(city: City) -> None:
    case = await behind(city)
    path = case["path"]
    early = f"{days_ago(city, 41)}"
    assert await refused(city, WORKER, f"{path}/pv-notification", {"notifiedAt": early}) == (
        "notifiedAt"
    )
    await city.does(WORKER, f"{path}/pv-notification", {"notifiedAt": f"{days_ago(city, 30)}"})
    warning = {"extract": "Artikel 12.", "sentAt": f"{days_ago(city, 31)}"}
    assert await refused(city, WORKER, f"{path}/warning", warning) == "sentAt"
    same_day = warning | {"sentAt": f"{days_ago(city, 30)}"}
    await city.does(WORKER, f"{path}/warning", same_day)


@pytest.mark.parametrize(("step", "field"), [("decision", "decidedAt"), ("hearing", "heldAt")])
async def test_nobody_is_heard_or_sanctioned_before_the_invitation(
    city: City, step: str, field: str
) -> None:
    case = await warned(city)
    path = case["path"]
    hearing = f"{days_ago(city, 12)}T10:00:00+01:00"
    invitation = {"sentAt": f"{days_ago(city, 28)}", "hearingAt": hearing}
    await city.does(WORKER, f"{path}/hearing-invitation", invitation)
    if step == "decision":
        report = {"heldAt": hearing, "report": "Gehoord.", "final": True}
        await city.does(WORKER, f"{path}/hearing", report)
        proposal = {"kind": "intrekking", "motivation": "Weer.", "proportionality": "Kort."}
        await city.does(WORKER, f"{path}/proposal", proposal)
    early = f"{days_ago(city, 13 if step == 'decision' else 29)}"
    body = {field: early, "report": "Gehoord."}
    if step == "decision":
        body = decision("intrekking") | {field: early}
    by = COLLEGE if step == "decision" else WORKER
    assert await refused(city, by, f"{path}/{step}", body) == field


async def test_a_declaration_was_refused_and_made_known_before_it_was_recorded(city: City) -> None:
    filed = await city.ready()
    city.later(days=50)
    path = filed["path"]
    invited, heard, decided, notified = (days_ago(city, days) for days in (45, 15, 10, 7))
    invitation = {"sentAt": f"{invited}", "hearingAt": f"{heard}T10:00:00+01:00"}
    await city.does(OFFICE, f"{path}/hearing-invitation", invitation)
    await city.does(OFFICE, f"{path}/hearing", {"report": "Gehoord.", "heldAt": f"{heard}"})
    refusal = {
        "outcome": "geweigerd",
        "motivation": "De ruimtes voldoen niet.",
        "defenceAnswer": "Gelezen.",
    }
    early = refusal | {"decidedAt": f"{decided}", "notifiedAt": f"{days_ago(city, 11)}"}
    assert await refused(city, COLLEGE, f"{path}/decision", early) == "notifiedAt"
    then = refusal | {"decidedAt": f"{decided}", "notifiedAt": f"{notified}"}
    await city.does(COLLEGE, f"{path}/decision", then)
    seen = await city.sees(WORKER, path)
    (entry,) = [each for each in seen["timeline"] if each["step"] == "decision"]
    assert city_day(datetime.fromisoformat(entry["happenedAt"])) == decided
    (appeal,) = seen["terms"]
    assert (appeal["termId"], appeal["startsOn"]) == ("rvs.annulment_days", f"{notified}")


async def test_an_application_was_found_incomplete_in_a_letter_of_last_week(city: City) -> None:
    filed = await city.files()
    city.later(days=9)
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    sent = days_ago(city, 6)
    letter = {"complete": False, "missing": ["plan"], "sentAt": f"{sent}"}
    too_early = letter | {"sentAt": f"{days_ago(city, 10)}"}
    assert await refused(city, OFFICE, f"{path}/completeness", too_early) == "sentAt"
    await city.does(OFFICE, f"{path}/completeness", letter)
    (term,) = (await city.sees(OFFICE, path))["terms"]
    assert term["startsOn"] == f"{sent}"

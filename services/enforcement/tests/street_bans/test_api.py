"""A street ban over the API, by a program of the city, from its start to its end."""

from datetime import timedelta
from typing import Any

from chassis.days import city_day
from chassis.web import Function

from ..support.city import City
from ..support.street_bans import fine_about, somebody

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
MAYOR, COLLEGE = Function.KABINET_BURGEMEESTER, Function.COLLEGE_SECRETARIS
BANS = "/v1/street-bans"
AREA = {
    "parts": [{"street": "Verversrui"}, {"street": "Schippersstraat", "first": "1", "last": "19"}],
    "free": [{"kind": "woning", "street": "Schippersstraat", "number": "12"}],
    "answered": ["woning", "werkplek", "school"],
}


async def begun(city: City, **fields: Any) -> dict[str, Any]:
    fine = await fine_about(city, somebody(**fields))
    case = await city.does(WORKER, BANS, {"number": fine["number"]})
    return case | {"path": f"{BANS}/{case['caseId']}"}


async def ordered(city: City) -> dict[str, Any]:
    case = await begun(city)
    path = case["path"]
    await city.does(MAYOR, f"{path}/warning-skipped", {"motivation": "Het escaleert."})
    hearing = city.now + timedelta(days=10)
    invitation = {"hearingAt": hearing.isoformat(), "receivedOn": str(city_day(city.now))}
    await city.does(WORKER, f"{path}/hearing-invitation", invitation)
    city.later(days=11)
    await city.does(WORKER, f"{path}/written-defence", {"summary": "Niet waar.", "final": True})
    await city.does(WORKER, f"{path}/perimeter", AREA)
    today = city_day(city.now)
    await city.does(COLLEGE, "/v1/college-meetings", {"day": str(today + timedelta(days=2))})
    order = {"firstDay": str(today), "lastDay": str(today + timedelta(days=20))}
    order |= {"defenceAnswer": "De buren zagen het.", "motivation": "Overlast."}
    answer = await city.does(MAYOR, f"{path}/order", order)
    assert answer["state"] == "bevolen"
    return case


async def test_a_ban_from_its_start_to_its_end(city: City) -> None:
    case = await ordered(city)
    path = case["path"]
    await city.does(WORKER, f"{path}/notification", {})
    shown = await city.sees(COLLEGE, path)
    city.later(days=2)
    await city.does(COLLEGE, f"{path}/confirmation", {"outcome": "bevestigd"})
    assert (await city.sees(WORKER, path))["meetingOn"] == shown["meetingOn"]
    await city.does(MAYOR, f"{path}/lifting", {"motivation": "Niet meer nodig."})
    closed = await city.does(WORKER, f"{path}/closing")
    assert closed["state"] == "afgesloten"
    assert (await city.told(case["caseId"]))[-1] == "street-ban-closed"


async def test_where_a_ban_holds_is_read_apart_and_each_look_is_logged(city: City) -> None:
    case = await ordered(city)
    detail = await city.sees(COLLEGE, case["path"])
    assert "Schippersstraat" not in repr(detail)
    area = await city.sees(COLLEGE, f"{case['path']}/perimeter")
    assert area["streets"] == ["Verversrui", "Schippersstraat 1-19"]
    home = {"kind": "woning", "address": "Schippersstraat 12", "name": "", "inside": True}
    assert home in area["free"]
    async with city.sandbox.asking("enforcement") as conn:
        looks = await conn.fetchval(
            "SELECT count(*) FROM access_log WHERE subject_id::text = $1", case["caseId"]
        )
    assert looks == 1


async def test_what_is_not_there_or_not_theirs_is_refused(city: City) -> None:
    case = await begun(city)
    path = case["path"]
    assert (await city.call(WORKER, "GET", f"{path}/perimeter")).status_code == 404
    assert (await city.call(COLLEGE, "GET", path)).status_code == 404
    assert (await city.call(COLLEGE, "GET", f"{path}/perimeter")).status_code == 404
    confirmed = {"outcome": "bevestigd"}
    assert (await city.call(COLLEGE, "POST", f"{path}/confirmation", confirmed)).status_code == 404
    assert (await city.call(WORKER, "POST", f"{path}/order", {})).status_code == 403
    unasked = AREA | {"answered": ["woning", "werkplek"]}
    refused = await city.call(WORKER, "POST", f"{path}/perimeter", unasked)
    assert [each["field"] for each in refused.json()["errors"]] == ["school"]
    early = await city.call(MAYOR, "POST", f"{path}/lifting", {"motivation": "Te vroeg."})
    assert early.status_code == 409
    listed = await city.sees(WORKER, f"{BANS}?state=voorstel&pagesize=100")
    assert case["caseId"] in {each["caseId"] for each in listed["_embedded"]["streetBans"]}


async def test_a_minor_waits_for_a_lawyer(city: City) -> None:
    case = await begun(city, birth_date=None)
    path = case["path"]
    await city.does(MAYOR, f"{path}/warning-skipped", {"motivation": "Het escaleert."})
    hearing = {"hearingAt": (city.now + timedelta(days=20)).isoformat()}
    assert (await city.call(WORKER, "POST", f"{path}/hearing-invitation", hearing)).is_error
    looked = {"motivation": "De betrokkene is meerderjarig."}
    await city.does(LAWYER, f"{path}/review", looked)
    await city.does(WORKER, f"{path}/hearing-invitation", hearing)

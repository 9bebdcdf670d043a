"""Suspensions: they lie over a declaration for their days, and what runs for it goes on."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.web import Function
from contracts.enforcement import SuitabilitySuspensionLifted

from ..support.city import City
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decided,
    decision,
    heard,
    invite,
    notified,
    propose,
    warn,
)

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
GRANT = {"outcome": "toegekend", "motivation": "Het pand voldoet."}


async def suspended(city: City, path: str) -> bool:
    found: bool = (await city.sees(OFFICE, path))["suspended"]
    return found


async def test_a_declaration_works_until_the_first_day_of_its_suspension(city: City) -> None:
    case = await decided(city, "schorsing", starts_in=90, lasts=30)
    await notified(city, case["path"])
    path, starts, ends = case["dossier"], case["starts"], case["ends"]
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], seen["suspended"]) == ("toegekend", False)
    assert datetime.fromisoformat(seen["suspendedFrom"]) == starts
    for at, works in (
        (starts - timedelta(days=1), False),
        (starts, True),
        (starts + timedelta(days=1), True),
        (ends - timedelta(days=1), True),
    ):
        city.now = at
        assert await suspended(city, path) is works, at
    listed = f"/v1/suitability-dossiers?state=geschorst&premisesId={case['premisesId']}"
    assert len((await city.sees(OFFICE, listed))["_embedded"]["dossiers"]) == 1
    city.now = ends
    assert await suspended(city, path) is False
    await city.timers_done(path.rpartition("/")[2])
    lifted = await city.recorded(case["premisesId"], SuitabilitySuspensionLifted)
    assert len(lifted) == 1
    assert (await city.sees(OFFICE, listed))["_embedded"]["dossiers"] == []


async def test_who_is_suspended_renews_and_keeps_the_declaration(city: City) -> None:
    """Or a suspension of a month would cost the permit."""
    last = f"{city.today + timedelta(days=60)}"
    case = await decided(city, "schorsing", lasts=80, validTo=last)
    await notified(city, case["path"])
    path = case["dossier"]
    await city.does(OWNER, f"{path}/renewal", organisation="OWN-001")
    await city.goes_on(path.rpartition("/")[2], 62)
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], seen["suspended"]) == ("vernieuwing_lopend", True)
    await city.renewed(path)
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], seen["suspended"]) == ("toegekend", True), "it is not cut short"
    city.now = case["ends"]
    await city.timers_done(path.rpartition("/")[2])
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], seen["suspended"]) == ("toegekend", False)


@pytest.mark.parametrize("step", ["advice-requests", "advices", "decision"])
async def test_a_renewal_that_runs_goes_on_during_a_suspension(city: City, step: str) -> None:
    case = await decided(city, "schorsing", lasts=80)
    path = case["dossier"]
    await city.does(OFFICE, f"{path}/renewal")
    if step != "advice-requests":
        await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    if step == "decision":
        await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
        visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde"}
        await city.does(OFFICE, f"{path}/visits", visit | {"roomsVisited": 2})
    await notified(city, case["path"])
    assert await suspended(city, path)
    body: dict[str, Any] = {
        "advice-requests": {"services": ["brandweer"]},
        "advices": {"service": "brandweer", "outcome": "gunstig"},
        "decision": GRANT,
    }[step]
    await city.does(COLLEGE if step == "decision" else OFFICE, f"{path}/{step}", body)
    assert await suspended(city, path)


async def test_between_two_suspensions_a_declaration_works(city: City) -> None:
    first = await decided(city, "schorsing", lasts=30)
    await notified(city, first["path"])
    second = await city.case_of(await city.transfers(first["premisesId"]))
    await warn(city, second["path"])
    await city.transfers(first["premisesId"])
    await invite(city, second["path"])
    await heard(city, second["path"])
    await propose(city, second["path"], "schorsing")
    starts, ends = first["ends"] + timedelta(days=20), first["ends"] + timedelta(days=50)
    await city.does(COLLEGE, f"{second['path']}/decision", decision("schorsing", starts, ends))
    await notified(city, second["path"])
    path = first["dossier"]
    dossier_id = path.rpartition("/")[2]
    for at, works in (
        (first["ends"] - timedelta(minutes=1), True),
        (first["ends"] + timedelta(minutes=1), False),
        (starts - timedelta(minutes=1), False),
        (starts + timedelta(minutes=1), True),
        (ends + timedelta(minutes=1), False),
    ):
        city.now = at
        await city.timers_done(dossier_id)
        assert await suspended(city, path) is works, at
    lifted = await city.recorded(first["premisesId"], SuitabilitySuspensionLifted)
    assert [event.lifted_at >= ends for event in lifted] == [True], "once, at the end of all"
    answer = await city.call(WORKER, "POST", f"{path}/lifting", {"motivation": "Te laat."})
    assert answer.status_code == 403


async def test_what_a_release_before_suspended_by_its_state_goes_on(
    city: City, rows: asyncpg.Connection
) -> None:
    """It may write so until the last of its instances stopped."""
    filed = await city.granted()
    await rows.execute(
        "UPDATE dossier SET state = 'geschorst', resume = 'vernieuwing_lopend'"
        " WHERE dossier_id = $1",
        UUID(filed["dossierId"]),
    )
    asked = {"services": ["brandweer"]}
    answer = await city.does(OFFICE, f"{filed['path']}/advice-requests", asked)
    assert answer["state"] == "vernieuwing_lopend"


@pytest.mark.parametrize("how", ["vernietiging", "schorsing", "retake"])
async def test_a_refused_renewal_that_runs_again_frees_nobody_from_a_suspension(
    city: City, how: str
) -> None:
    """The declaration expired meanwhile, and works again for as long as the renewal runs."""
    case = await decided(city, "schorsing", lasts=85, validTo=f"{city.today + timedelta(days=70)}")
    await notified(city, case["path"])
    path = case["dossier"]
    await city.does(OWNER, f"{path}/renewal", organisation="OWN-001")
    await city.renewed(path)
    await city.hears(path)
    refused = {
        "outcome": "geweigerd",
        "motivation": "De houder voldoet niet meer.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refused)
    await city.does(WORKER, f"{path}/decision-notification", {})
    last = datetime.fromisoformat(f"{(await city.sees(OFFICE, path))['validTo']}T23:00+00:00")
    city.now = last + timedelta(days=1)
    await city.timers_done(path.rpartition("/")[2])
    assert (await city.sees(OFFICE, path))["state"] == "vervallen"
    if how == "retake":
        why = {"restart": "beslissing", "motivation": "De motivering klopt niet."}
        await city.does(COLLEGE, f"{path}/retake", why)
    else:
        lawyer = Function.JURIST_BH
        await city.does(lawyer, f"{path}/council-appeal", {})
        await city.does(lawyer, f"{path}/council-ruling", {"ruling": how})
    assert city.now < case["ends"]
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], seen["suspended"]) == ("vernieuwing_lopend", True)

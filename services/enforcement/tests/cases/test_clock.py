"""What the clock does: it flags, reminds and ends what people gave an end (DP-09)."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.days import city_day, day_start
from chassis.web import Function

from ..support.city import City

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
WORKER = Function.DOSSIERBEHANDELAAR_BH


def go_to(city: City, day: date) -> None:
    city.now = max(city.now, day_start(day) + timedelta(hours=9))


async def test_a_declaration_that_nobody_renews_expires_after_its_last_day(city: City) -> None:
    last = city.today + timedelta(days=5)
    filed = await city.granted(validTo=last.isoformat())
    go_to(city, last)
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "toegekend"
    go_to(city, last + timedelta(days=1))

    async def expired() -> bool:
        return (await city.sees(OFFICE, filed["path"]))["state"] == "vervallen"

    await city.clock_moves_on(expired)
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-expired"


async def test_a_declaration_does_not_expire_while_its_renewal_runs(city: City) -> None:
    last = city.today + timedelta(days=5)
    renewing = await city.granted(validTo=last.isoformat())
    await city.does(OFFICE, f"{renewing['path']}/renewal")
    other = await city.granted(validTo=last.isoformat())
    go_to(city, last + timedelta(days=1))

    async def other_expired() -> bool:
        return (await city.sees(OFFICE, other["path"]))["state"] == "vervallen"

    await city.clock_moves_on(other_expired)
    path = renewing["path"]
    assert (await city.sees(OFFICE, path))["state"] == "vernieuwing_lopend"
    await city.renewed(path)
    await city.hears(path)
    refusal = {
        "outcome": "geweigerd",
        "motivation": "De ruimtes voldoen niet.",
        "defenceAnswer": "Gelezen.",
    }
    assert (await city.does(COLLEGE, f"{path}/decision", refusal))["state"] == "vervallen"
    assert (await city.told(renewing["premisesId"]))[-2:] == [
        "suitability-renewal-refused",
        "suitability-expired",
    ]


async def test_advices_that_stay_out_no_longer_hold_up_the_decision(city: City) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    due = city.now + timedelta(days=3)
    asked = {"services": ["brandweer", "statuten"], "dueAt": due.isoformat()}
    await city.does(OFFICE, f"{path}/advice-requests", asked)
    await city.does(OFFICE, f"{path}/advices", {"service": "statuten", "outcome": "gunstig"})
    go_to(city, city_day(due) + timedelta(days=1))

    async def ready() -> bool:
        return (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"

    await city.clock_moves_on(ready)
    seen = await city.sees(OFFICE, path)
    assert [advice["outcome"] for advice in seen["advices"]] == ["niet_uitgebracht", "gunstig"]
    late = {"service": "brandweer", "outcome": "ongunstig", "reasons": "Geen vluchtweg."}
    assert (await city.does(OFFICE, f"{path}/advices", late))["state"] == "klaar_voor_beslissing"


async def test_a_fine_case_is_flagged_on_its_safe_date_and_after_its_last_day_but_never_ended(
    city: City,
) -> None:
    finding_id = await city.transfers(fact_at=city.now - timedelta(days=100))
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    (case,) = listed["_embedded"]["gasCases"]
    path = f"/v1/gas-cases/{case['caseId']}"

    async def flags() -> list[Any]:
        return [entry["step"] for entry in (await city.sees(WORKER, path))["timeline"]]

    go_to(city, date.fromisoformat(case["safeBy"]))

    async def near() -> bool:
        return await flags() == ["opening", "termijn_nadert"]

    await city.clock_moves_on(near)
    go_to(city, date.fromisoformat(case["decideBy"]) + timedelta(days=1))

    async def passed() -> bool:
        return await flags() == ["opening", "termijn_nadert", "termijn_verstreken"]

    await city.clock_moves_on(passed)
    seen = await city.sees(WORKER, path)
    assert seen["state"] == "geregistreerd"
    assert seen["terms"][0]["daysLeft"] == -1
    assert await city.told(case["caseId"]) == ["gas-case-opened"]


async def test_an_overdue_condition_is_flagged_and_the_declaration_stays(city: City) -> None:
    due = city.today + timedelta(days=4)
    filed = await city.granted(
        outcome="voorwaardelijk_toegekend",
        conditions=["nooduitgang"],
        conditionsDueOn=due.isoformat(),
    )
    go_to(city, due + timedelta(days=1))

    async def flagged() -> bool:
        timeline = (await city.sees(OFFICE, filed["path"]))["timeline"]
        return any(entry["step"] == "termijn_verstreken" for entry in timeline)

    await city.clock_moves_on(flagged)
    seen = await city.sees(OFFICE, filed["path"])
    assert seen["state"] == "voorwaardelijk_toegekend"
    moments = [datetime.fromisoformat(entry["at"]) for entry in seen["timeline"]]
    assert moments == sorted(moments)

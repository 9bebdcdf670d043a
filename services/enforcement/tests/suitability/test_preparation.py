"""A first grant rests on every advice of its type and on a visit, or says why one is lacking."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.suitability.rules import advices_of

from ..support.browser import signed_in
from ..support.city import LACKING, City

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
GRANT = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
VISIT = {"kind": "reactief", "reason": "aanvraag", "result": "in_orde", "roomsVisited": 2}
WITHOUT = "Toegekend zonder alle adviezen of zonder bezoek"


async def asked(city: City, services: list[str]) -> str:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": services})
    return path


async def advised(city: City, services: list[str]) -> str:
    path = await asked(city, services)
    for service in services:
        await city.does(OFFICE, f"{path}/advices", {"service": service, "outcome": "gunstig"})
    return path


async def lines(city: City, path: str) -> list[str]:
    return [each["step"] for each in (await city.sees(OFFICE, path))["timeline"]]


def all_services(city: City) -> list[str]:
    return [str(each) for each in advices_of("raam", city_day(city.now))]


async def test_with_every_advice_and_a_visit_a_grant_asks_no_reason(city: City) -> None:
    path = await advised(city, all_services(city))
    await city.does(OFFICE, f"{path}/visits", VISIT)
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    assert "decided-unprepared" not in await lines(city, path)


@pytest.mark.parametrize("conditional", [False, True])
async def test_a_service_that_was_never_asked_needs_a_reason(city: City, conditional: bool) -> None:
    path = await advised(city, ["brandweer", "hygiene"])
    await city.does(OFFICE, f"{path}/visits", VISIT)
    body: dict[str, Any] = dict(GRANT)
    if conditional:
        body |= {"outcome": "voorwaardelijk_toegekend", "conditions": ["branddeur"]}
    refused = await city.call(COLLEGE, "POST", f"{path}/decision", body)
    assert refused.status_code == 422
    assert "stedenbouw, politie moraliteit, statuten" in refused.text
    assert "bezocht" not in refused.text
    assert (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"
    await city.does(COLLEGE, f"{path}/decision", body | LACKING)
    said = (await city.sees(OFFICE, path))["timeline"]
    assert LACKING["lackingBecause"] in [each["reason"] for each in said]


async def test_a_house_that_nobody_saw_needs_a_reason(city: City) -> None:
    path = await advised(city, all_services(city))
    refused = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert refused.status_code == 422
    assert "Nog niemand bezocht het pand" in refused.text
    assert "om advies gevraagd" not in refused.text
    yearly = VISIT | {"kind": "proactief", "reason": "jaarlijks"}
    await city.does(OFFICE, f"{path}/visits", yearly)
    again = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert again.status_code == 422, "a yearly visit looks at something else"
    await city.does(OFFICE, f"{path}/visits", VISIT)
    await city.does(COLLEGE, f"{path}/decision", GRANT)


async def test_an_advice_whose_term_passed_needs_no_other_reason(city: City) -> None:
    services = all_services(city)
    path = await asked(city, services)
    for service in services[1:]:
        await city.does(OFFICE, f"{path}/advices", {"service": service, "outcome": "gunstig"})
    await city.does(OFFICE, f"{path}/visits", VISIT)
    assert (await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)).status_code == 409
    city.later(days=60)

    async def closed() -> bool:
        return bool((await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing")

    await city.clock_moves_on(closed)
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    dossier = await city.sees(OFFICE, path)
    outcomes = {each["service"]: each["outcome"] for each in dossier["advices"]}
    assert outcomes[services[0]] == "niet_uitgebracht"


async def test_a_refusal_needs_neither_a_visit_nor_every_advice(city: City) -> None:
    path = await advised(city, ["brandweer"])
    await city.hears(path)
    refusal = {
        "outcome": "geweigerd",
        "motivation": "De vluchtweg is niet vrij.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refusal)
    assert (await city.sees(OFFICE, path))["state"] == "geweigerd"


async def test_the_page_asks_for_the_reason_at_its_field(city: City, app: FastAPI) -> None:
    path = await advised(city, ["brandweer"])
    page = f"/geschiktheid/{path.rpartition('/')[2]}"
    secretary = await signed_in(app, city, COLLEGE, "secretaris-zonder")
    decision = {"besluit": "toegekend", "motivering": "Het pand voldoet.", "zeker": "ja"}
    said = await secretary.is_told(f"{page}/beslissing", **decision)
    assert "zeg waarom het niet nodig is" in said
    await secretary.does(f"{page}/beslissing", **decision, ontbreekt="Gezien in mei.")
    assert WITHOUT in await secretary.sees(page)
    assert "Gezien in mei." in await secretary.sees(page)


async def test_a_type_without_premises_to_see_asks_no_visit(city: City) -> None:
    place = {
        "label": "Bureau",
        "street": "Bureaustraat",
        "houseNumber": f"{city.now.timestamp():.0f}",
        "postcode": "2000",
    }
    body = {"premises": place, "rooms": ["R-01"], "owner": "OWN-001", "permitType": "escortbureau"}
    filed = await city.does(OFFICE, "/v1/suitability-dossiers", body)
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {})
    for service in advices_of("escortbureau", city_day(city.now)):
        await city.does(OFFICE, f"{path}/advices", {"service": service, "outcome": "gunstig"})
    await city.does(COLLEGE, f"{path}/decision", GRANT)


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
async def test_a_visit_of_before_it_was_asked_prepares_nothing(
    city: City, days: int, counts: bool
) -> None:
    """Of an application the day before, its own day and the day after; so of a renewal."""
    path, filed_on = (await city.ready())["path"], city_day(city.now)
    city.later(days=2)
    visit = VISIT | {"completedAt": f"{filed_on + timedelta(days=days)}"}
    answer = await city.call(OFFICE, "POST", f"{path}/visits", visit)
    assert answer.is_success is counts, answer.text
    await city.does(COLLEGE, f"{path}/decision", GRANT | LACKING)
    await city.does(OFFICE, f"{path}/renewal")
    asked_on = city_day(city.now)
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    city.later(days=2)
    visit |= {"reason": "vernieuwing", "completedAt": f"{asked_on + timedelta(days=days)}"}
    answer = await city.call(OFFICE, "POST", f"{path}/visits", visit)
    assert answer.is_success is counts, answer.text
    decided = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert decided.is_success is counts, decided.text


async def test_a_visit_about_a_change_prepares_no_grant(city: City) -> None:
    path = await advised(city, all_services(city))
    await city.does(OFFICE, f"{path}/visits", VISIT | {"reason": "melding"})
    refused = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert "Nog niemand bezocht het pand" in refused.text


@pytest.mark.parametrize(("kind", "reason"), [("reactief", "jaarlijks"), ("proactief", "aanvraag")])
async def test_a_yearly_visit_is_proactive_and_no_other_is(
    city: City, kind: str, reason: str
) -> None:
    path = (await city.ready())["path"]
    visit = VISIT | {"kind": kind, "reason": reason}
    refused = await city.call(OFFICE, "POST", f"{path}/visits", visit)
    assert (refused.status_code, "Kies wat daarbij hoort" in refused.text) == (422, True)

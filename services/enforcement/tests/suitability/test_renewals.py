"""Renewals: valid while pending, decided on advices and a visit, refused without ending at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import SuitabilityRenewalRefused, SuitabilityRenewalRequested
from enforcement.suitability.rules import SUITABILITY, DossierFile, DossierState, DossierStep

from ..support.city import LACKING, City

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
OWNER, WORKER = Function.EIGENAAR, Function.DOSSIERBEHANDELAAR_BH
GRANT = {"outcome": "toegekend", "motivation": "Het pand voldoet.", **LACKING}
REFUSE = {
    "outcome": "geweigerd",
    "motivation": "De houder voldoet niet meer.",
    "defenceAnswer": "Gelezen.",
}
CONDITIONAL = {
    "outcome": "voorwaardelijk_toegekend",
    "motivation": "De branddeur volgt.",
    "conditions": ["branddeur"],
}


@pytest.mark.parametrize("missing", ["advices", "visit"])
async def test_a_renewal_is_decided_on_advices_and_a_visit(city: City, missing: str) -> None:
    filed = await city.granted()
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal")
    if missing == "visit":
        await city.does(OFFICE, f"{path}/advice-requests", {"services": ["hygiene"]})
        await city.does(OFFICE, f"{path}/advices", {"service": "hygiene", "outcome": "gunstig"})
    else:
        visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde"}
        await city.does(OFFICE, f"{path}/visits", visit | {"roomsVisited": 2})
    response = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert response.status_code == 409
    assert ("advies" if missing == "advices" else "bezoek") in response.text.lower().replace(
        "adviezen", "advies"
    )


async def test_a_refused_renewal_runs_out_and_can_still_be_suspended(city: City) -> None:
    valid_to = f"{city.now.year + 10}-12-31"
    filed = await city.granted(validTo=valid_to)
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal")
    await city.renewed(path)
    await city.hears(path)
    answer = await city.does(COLLEGE, f"{path}/decision", REFUSE)
    assert answer["state"] == "toegekend"
    seen = await city.sees(OFFICE, path)
    assert seen["renewalRefusedOn"] == f"{city_day(city.now)}"
    assert "suitability.validity_months" in {term["termId"] for term in seen["terms"]}
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-renewal-refused"
    (event,) = await city.recorded(filed["premisesId"], SuitabilityRenewalRefused)
    assert f"{event.valid_to}" == valid_to
    assert "renewal" in answer["allowed"]


async def test_the_appeal_against_a_refusal_starts_with_its_notification(city: City) -> None:
    filed = await city.ready()
    path = filed["path"]
    early = await city.call(COLLEGE, "POST", f"{path}/decision-notification", {})
    assert early.status_code == 409
    until = {"validTo": f"{city_day(city.now) + timedelta(days=40)}"}
    await city.does(COLLEGE, f"{path}/decision", GRANT | until)
    await city.does(OFFICE, f"{path}/renewal")
    await city.renewed(path)
    await city.hears(path)
    await city.does(COLLEGE, f"{path}/decision", REFUSE)
    city.later(days=4)
    await city.does(WORKER, f"{path}/decision-notification", {})
    city.later(days=20)

    async def expired() -> bool:
        return (await city.sees(OFFICE, path))["state"] == "vervallen"

    await city.clock_moves_on(expired)
    (term,) = (await city.sees(OFFICE, path))["terms"]
    assert (term["termId"], term["startsOn"]) == (
        "rvs.annulment_days",
        f"{city_day(city.now) - timedelta(days=20)}",
    )
    again = await city.call(COLLEGE, "POST", f"{path}/decision-notification", {})
    assert again.status_code == 409


async def test_a_conditional_renewal_keeps_the_conditions_that_are_open(city: City) -> None:
    filed = await city.granted(**CONDITIONAL, conditionsDueOn=f"{city_day(city.now)}")
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal")
    await city.renewed(path)
    response = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert response.status_code == 409
    assert "voorwaarden" in response.text
    more = CONDITIONAL | {"conditions": ["sanitair"]}
    answer = await city.does(COLLEGE, f"{path}/decision", more)
    assert answer["state"] == "voorwaardelijk_toegekend"
    seen = await city.sees(OFFICE, path)
    assert seen["conditions"] == ["branddeur", "sanitair"]
    assert [(each["code"], bool(each["dueOn"])) for each in seen["conditionsSet"]] == [
        ("branddeur", True),
        ("sanitair", False),
    ]
    answer = await city.does(OFFICE, f"{path}/conditions-met", {"conditions": ["branddeur"]})
    assert answer["state"] == "voorwaardelijk_toegekend"
    assert (await city.does(OFFICE, f"{path}/conditions-met"))["state"] == "toegekend"


async def test_conditions_are_met_one_by_one_also_while_a_renewal_runs(city: City) -> None:
    two = CONDITIONAL | {"conditions": ["branddeur", "sanitair"]}
    later = city_day(city.now) + timedelta(days=30)
    filed = await city.granted(
        **two, conditionsDueOn=f"{later}", due={"branddeur": f"{later - timedelta(days=20)}"}
    )
    path = filed["path"]

    async def due() -> list[str]:
        terms = (await city.sees(OFFICE, path))["terms"]
        return [t["lastDay"] for t in terms if t["termId"] == "suitability.conditions"]

    assert await due() == [f"{later - timedelta(days=20)}"]
    await city.does(OFFICE, f"{path}/renewal")
    await city.does(OFFICE, f"{path}/conditions-met", {"conditions": ["branddeur"]})
    assert await due() == [f"{later}"]
    wrong = {"conditions": ["verwarming"]}
    assert (await city.call(OFFICE, "POST", f"{path}/conditions-met", wrong)).status_code == 422
    answer = await city.does(OFFICE, f"{path}/conditions-met")
    assert answer["state"] == "vernieuwing_lopend"
    assert await due() == []
    await city.renewed(path)
    assert (await city.does(COLLEGE, f"{path}/decision", GRANT))["state"] == "toegekend"


@pytest.mark.parametrize(
    ("days", "field"),
    [({"validFrom": "1990-01-01"}, "validFrom"), ({"validTo": "2020-01-01"}, "validTo")],
)
async def test_no_declaration_works_before_it_was_decided(
    city: City, days: dict[str, str], field: str
) -> None:
    filed = await city.ready()
    response = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", GRANT | days)
    assert response.status_code == 422
    assert field in response.text
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "klaar_voor_beslissing"


async def test_a_renewal_leaves_no_day_without_a_declaration(city: City) -> None:
    last = city_day(city.now) + timedelta(days=60)
    filed = await city.granted(validTo=f"{last}")
    await city.does(OFFICE, f"{filed['path']}/renewal")
    await city.renewed(filed["path"])
    gap = GRANT | {"validFrom": f"{last + timedelta(days=2)}"}
    response = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", gap)
    assert response.status_code == 422


async def test_a_renewal_takes_away_no_day_that_was_granted(city: City) -> None:
    """The calendar keeps the longer one; who ends a declaration early sanctions its holder."""
    last = city_day(city.now) + timedelta(days=400)
    filed = await city.granted(validTo=f"{last}")
    await city.does(OFFICE, f"{filed['path']}/renewal")
    await city.renewed(filed["path"])
    shorter = GRANT | {"validTo": f"{last - timedelta(days=1)}"}
    response = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", shorter)
    assert response.status_code == 422
    assert "eindigt niet vroeger dan de verklaring die loopt" in response.text
    await city.does(COLLEGE, f"{filed['path']}/decision", GRANT | {"validTo": f"{last}"})
    assert (await city.sees(OFFICE, filed["path"]))["validTo"] == f"{last}"


async def test_every_service_has_the_term_that_it_was_given(city: City) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    soon, late = city.now + timedelta(days=3), city.now + timedelta(days=20)
    for service, due in (("brandweer", soon), ("statuten", late)):
        asked = {"services": [service], "dueAt": due.isoformat()}
        await city.does(OFFICE, f"{path}/advice-requests", asked)
    city.later(days=5)

    async def first_is_over() -> bool:
        advices = (await city.sees(OFFICE, path))["advices"]
        return [each["outcome"] for each in advices] == ["niet_uitgebracht", None]

    await city.clock_moves_on(first_is_over)
    seen = await city.sees(OFFICE, path)
    assert seen["state"] == "in_advies"
    (term,) = [term for term in seen["terms"] if term["termId"] == "suitability.advice_days"]
    assert term["lastDay"] == f"{city_day(late)}"
    city.later(days=20)

    async def ready() -> bool:
        return (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"

    await city.clock_moves_on(ready)


async def refused_renewal(city: City, days: int) -> dict[str, Any]:
    """A declaration that works for so many days more than it takes to refuse its renewal."""
    filed = await city.granted(validTo=f"{city.today + timedelta(days=days + 25)}")
    await city.does(OFFICE, f"{filed['path']}/renewal")
    await city.renewed(filed["path"])
    await city.hears(filed["path"])
    await city.does(COLLEGE, f"{filed['path']}/decision", REFUSE)
    return filed


async def test_a_renewal_asked_after_a_refusal_does_not_outlast_the_declaration(city: City) -> None:
    """Who was refused would stay open as long as he asks again."""
    filed = await refused_renewal(city, days=10)
    path, last = filed["path"], (await city.sees(OFFICE, filed["path"]))["validTo"]
    await city.does(OWNER, f"{path}/renewal", organisation="OWN-001")
    body = (await city.recorded(filed["premisesId"], SuitabilityRenewalRequested))[-1]
    assert str(body.works_until) == last, "the calendar opens no day after it"
    while f"{city.today}" < last:
        await city.goes_on(filed["dossierId"], 1)
        assert (await city.sees(OFFICE, path))["state"] == "vernieuwing_lopend"
    city.later(days=1)

    async def expired() -> bool:
        return (await city.sees(OFFICE, path))["state"] == "vervallen"

    await city.clock_moves_on(expired)
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-expired"
    terms = {term["termId"] for term in (await city.sees(OFFICE, path))["terms"]}
    assert "suitability.decision_days" not in terms


async def test_a_first_renewal_outlasts_the_declaration(city: City) -> None:
    filed = await city.granted(validTo=f"{city.today + timedelta(days=3)}")
    await city.does(OFFICE, f"{filed['path']}/renewal")
    (asked,) = await city.recorded(filed["premisesId"], SuitabilityRenewalRequested)
    assert asked.works_until is None
    await city.goes_on(filed["dossierId"], 5)
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "vernieuwing_lopend"


@pytest.mark.parametrize(("asked", "may"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("state", [DossierState.TOEGEKEND, DossierState.VERVALLEN])
def test_a_renewal_is_asked_while_the_declaration_works(
    state: DossierState, asked: int, may: bool
) -> None:
    """Whenever that is noted."""
    last = date(2026, 3, 16)
    asked_on = last + timedelta(days=asked)
    file = DossierFile(state, False, 0, 0, valid_to=last, asked_on=asked_on)
    assert SUITABILITY.permits(file, DossierStep.RENEWAL, date(2026, 4, 1)) is may


async def test_an_annulled_refusal_lets_a_renewal_asked_anew_outlast_the_declaration(
    city: City,
) -> None:
    filed = await refused_renewal(city, days=10)
    path = filed["path"]
    await city.does(COLLEGE, f"{path}/decision-notification", {})
    await city.does(OWNER, f"{path}/renewal", organisation="OWN-001")
    await city.does(Function.JURIST_BH, f"{path}/council-appeal", {"rollNumber": "A. 123.789"})
    await city.does(Function.JURIST_BH, f"{path}/council-ruling", {"ruling": "vernietiging"})
    asked = (await city.recorded(filed["premisesId"], SuitabilityRenewalRequested))[-1]
    assert asked.works_until is None, "the calendar hears that it works on"
    await city.goes_on(filed["dossierId"], 12)
    assert (await city.sees(OFFICE, path))["state"] == "vernieuwing_lopend"

"""A renewal that was asked in time and noted late: it counts from the day on which it was asked."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import (
    SuitabilityApplicationReceived,
    SuitabilityReinstated,
    SuitabilityRenewalRequested,
)

from ..support.browser import signed_in, words
from ..support.city import City

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
OWNER = Function.EIGENAAR
STAMPED = {"evidence": "poststempel"}


async def ran_out(city: City, **decision: Any) -> tuple[dict[str, Any], date]:
    """A declaration that ended yesterday, with its last day."""
    last = city.today + timedelta(days=3)
    filed = await city.granted(validTo=f"{last}", **decision)
    await city.goes_on(filed["dossierId"], 4)
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "vervallen"
    return filed, last


@pytest.mark.parametrize(("asked", "status"), [(-1, 200), (0, 200), (1, 409)])
async def test_a_renewal_asked_by_the_last_day_counts_whenever_it_is_noted(
    city: City, asked: int, status: int
) -> None:
    filed, last = await ran_out(city)
    body = STAMPED | {"askedAt": f"{last + timedelta(days=asked)}"}
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/renewal", body)
    assert answer.status_code == status, answer.text
    state = (await city.sees(OFFICE, filed["path"]))["state"]
    assert state == ("vernieuwing_lopend" if status == 200 else "vervallen")
    if status == 409:
        assert "niet meer geldig" in answer.text


async def test_all_hear_that_it_worked_on_without_a_gap(city: City) -> None:
    filed, last = await ran_out(city)
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal", STAMPED | {"askedAt": f"{last}"})
    assert (await city.told(filed["premisesId"]))[-3:] == [
        "suitability-expired",
        "suitability-reinstated",
        "suitability-renewal-requested",
    ]
    (again,) = await city.recorded(filed["premisesId"], SuitabilityReinstated)
    (asked,) = await city.recorded(filed["premisesId"], SuitabilityRenewalRequested)
    assert again.valid_to == last
    assert (city_day(asked.requested_at), asked.works_until) == (last, None)
    assert asked.noted_at is not None and asked.noted_at > again.decided_at
    received = (await city.recorded(filed["dossierId"], SuitabilityApplicationReceived))[-1]
    assert (received.reason, city_day(received.received_at)) == ("vernieuwing", last)
    terms = {term["termId"]: term for term in (await city.sees(OFFICE, path))["terms"]}
    assert terms["suitability.decision_days"]["startsOn"] == f"{last}"
    assert "suitability.yearly_visit" in terms
    await city.goes_on(filed["dossierId"], 5)
    assert (await city.sees(OFFICE, path))["state"] == "vernieuwing_lopend"
    await city.renewed(path)
    granted = {"outcome": "toegekend", "motivation": "Het pand voldoet."}
    assert (await city.does(COLLEGE, f"{path}/decision", granted))["state"] == "toegekend"


async def test_a_renewal_that_still_runs_counts_from_the_day_on_which_it_was_asked(
    city: City,
) -> None:
    filed = await city.granted(validTo=f"{city.today + timedelta(days=30)}")
    city.later(days=5)
    day = city.today - timedelta(days=2)
    body = {"askedAt": f"{day}", "evidence": "ontvangstbewijs"}
    await city.does(OFFICE, f"{filed['path']}/renewal", body)
    (asked,) = await city.recorded(filed["premisesId"], SuitabilityRenewalRequested)
    assert city_day(asked.requested_at) == day
    assert await city.recorded(filed["premisesId"], SuitabilityReinstated) == []
    visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde", "roomsVisited": 1}
    seen = visit | {"completedAt": f"{day - timedelta(days=1)}"}
    path = f"{filed['path']}/visits"
    assert (await city.call(OFFICE, "POST", path, seen)).status_code == 422, "before it was asked"
    await city.does(OFFICE, path, visit | {"completedAt": f"{day}"})


@pytest.mark.parametrize(
    ("days", "more", "field"),
    [(-1, {}, "evidence"), (1, STAMPED, "askedAt"), (-30, STAMPED, "askedAt")],
    ids=["unproven", "to come", "before the grant"],
)
async def test_a_day_of_the_request_is_proven_and_lies_in_the_term(
    city: City, days: int, more: dict[str, str], field: str
) -> None:
    filed = await city.granted()
    city.later(days=5)
    body = more | {"askedAt": f"{city.today + timedelta(days=days)}"}
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/renewal", body)
    assert (answer.status_code, field in answer.text) == (422, True), answer.text


async def test_an_owner_says_no_earlier_day_himself(city: City) -> None:
    filed, last = await ran_out(city)
    path, own = f"{filed['path']}/renewal", {"organisation": "OWN-001"}
    body = STAMPED | {"askedAt": f"{last}"}
    assert (await city.call(OWNER, "POST", path, body, **own)).status_code == 422
    assert (await city.call(OWNER, "POST", path, {}, **own)).status_code == 409


async def test_a_renewal_noted_late_is_none_beside_a_new_dossier(city: City) -> None:
    filed, last = await ran_out(city)
    premises = (await city.sees(OFFICE, filed["path"]))["premises"]
    place = {key: premises[key] for key in ("label", "street", "houseNumber", "postcode")}
    await city.files(place=place)
    body = STAMPED | {"askedAt": f"{last}"}
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/renewal", body)
    assert answer.status_code == 409
    assert "loopt al een dossier" in answer.text


async def test_after_a_refusal_no_late_request_revives_the_declaration(city: City) -> None:
    filed = await city.granted(validTo=f"{city.today + timedelta(days=27)}")
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal")
    await city.renewed(path)
    await city.hears(path)
    refused = {
        "outcome": "geweigerd",
        "motivation": "De houder voldoet niet meer.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refused)
    last = date.fromisoformat((await city.sees(OFFICE, path))["validTo"])
    await city.goes_on(filed["dossierId"], 4)
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], "renewal" in seen["allowed"]) == ("vervallen", False)
    body = STAMPED | {"askedAt": f"{last}"}
    assert (await city.call(OFFICE, "POST", f"{path}/renewal", body)).status_code == 409


@pytest.mark.parametrize(
    ("right", "state"), [(-1, "vernieuwing_lopend"), (0, "vernieuwing_lopend"), (1, "vervallen")]
)
async def test_a_wrong_day_of_the_request_is_put_right(city: City, right: int, state: str) -> None:
    filed, last = await ran_out(city)
    path = filed["path"]
    noted = last - timedelta(days=2)
    await city.does(OFFICE, f"{path}/renewal", STAMPED | {"askedAt": f"{noted}"})
    day = last + timedelta(days=right)
    body = {"dayOf": "vraag_vernieuwing", "day": f"{day}", "motivation": "De stempel zegt anders."}
    await city.does(OFFICE, f"{path}/correction", body)
    seen = await city.sees(OFFICE, path)
    assert seen["state"] == state
    terms = {term["termId"]: term for term in seen["terms"]}
    if state == "vervallen":
        assert (await city.told(filed["premisesId"]))[-1] == "suitability-expired"
        assert "suitability.decision_days" not in terms
        await city.does(OFFICE, f"{path}/renewal", STAMPED | {"askedAt": f"{last}"})
    else:
        assert terms["suitability.decision_days"]["startsOn"] == f"{day}"
        again = body | {"day": f"{day - timedelta(days=60)}"}
        answer = await city.call(OFFICE, "POST", f"{path}/correction", again)
        assert answer.status_code == 422, "before it was granted"


@pytest.mark.parametrize(("right", "falls"), [(-1, False), (0, False), (1, True)])
async def test_the_form_says_what_falls_with_a_request_of_after_the_last_day(
    app: FastAPI, city: City, right: int, falls: bool
) -> None:
    filed, last = await ran_out(city)
    await city.does(OFFICE, f"{filed['path']}/renewal", STAMPED | {"askedAt": f"{last}"})
    office = await signed_in(app, city, OFFICE, f"zet-recht-{right}")
    page = f"/geschiktheid/{filed['dossierId']}/dag-rechtzetten"
    day = f"{last + timedelta(days=right)}"
    said = {"welke": "vraag_vernieuwing", "dag": day, "reden": "De stempel zegt anders."}
    checked = await office.post(page, said)
    assert checked.status_code == 200
    told = f"De verklaring liep tot en met {last:%d/%m/%Y}. De vraag kwam dan te laat."
    assert (told in words(checked.text)) is falls
    assert ("De vernieuwing vervalt, en de verklaring ook." in words(checked.text)) is falls
    assert (await city.sees(OFFICE, filed["path"]))["state"] == "vernieuwing_lopend"
    await office.does(page, **said, zeker="ja")
    state = (await city.sees(OFFICE, filed["path"]))["state"]
    assert state == ("vervallen" if falls else "vernieuwing_lopend")


async def test_no_day_of_a_request_is_put_right_where_no_renewal_runs(city: City) -> None:
    filed = await city.granted()
    body = {"dayOf": "vraag_vernieuwing", "day": f"{city.today}", "motivation": "Tikfout."}
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/correction", body)
    assert answer.status_code == 422

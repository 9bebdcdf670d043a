"""Sanctions of places without a permit of the city: hidden forms and other branches."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckRequested
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from ..support.city import City
from ..support.letters import address
from ..support.sanctions import COLLEGE, WORKER, decision, heard, invite, notified, propose, warn

HIDDEN: dict[str, Any] = {
    "procedure": "sanctie",
    "branch": "prive_thuis",
    "in_tolerance_zone": False,
    "fact_code": "seksuitbating.zonder-vergunning",
}


def at(street: str, number: str = "7") -> Sealed[FactPlace]:
    place = FactPlace(label="Salon", street=street, house_number=number, postcode="2000")
    return Sealed.of(place)


async def found_twice(city: City, place: str | None = None) -> dict[str, Any]:
    """Warned about a place, found again there, and linked by somebody who knows the owner."""
    street = place or f"Verzonnenstraat {uuid4().hex[:6]}"
    case = await city.case_of(await city.transfers(None, place=at(street), **HIDDEN))
    await warn(city, case["path"])
    later = await city.transfers(None, place=at(street.upper()), **HIDDEN)
    linked = {"findingId": str(later), "ownerKnown": True}
    await city.does(WORKER, f"{case['path']}/next-finding", linked)
    return case | {"findingId": later}


async def to_decision(city: City, kind: str) -> dict[str, Any]:
    case = await found_twice(city)
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], kind)
    return case


async def test_a_hidden_place_is_closed_and_checked_and_nothing_is_told_to_the_calendar(
    city: City,
) -> None:
    case = await to_decision(city, "tijdelijke_sluiting")
    path = case["path"]
    ends = city.now + timedelta(days=30)
    await city.does(COLLEGE, f"{path}/decision", decision("tijdelijke_sluiting", None, ends))
    await notified(city, path)
    assert await city.told(case["premisesId"]) == []
    await city.does(WORKER, f"{path}/execution-check-request")
    (asked,) = [
        event.data
        for event in await city.sandbox.recorded("enforcement", ExecutionCheckRequested)
        if event.data["caseId"] == case["caseId"]
    ]
    assert set(asked["place"]["sealed"]) == {"databank"}, "the police alone open it"
    assert "verzonnenstraat" not in str(asked).casefold()
    answer = ExecutionChecked(
        case_id=UUID(case["caseId"]),
        premises_id=UUID(case["premisesId"]),
        checked_at=city.later(hours=1),
        complied=False,
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(answer, at=city.now))
    sequel = {"sequel": "verzegeling", "motivation": "De zaak was open."}
    await city.does(WORKER, f"{path}/sequel", sequel)
    await city.does(COLLEGE, f"{path}/reopening", {"motivation": "De zaak is gestopt."})
    assert await city.told(case["premisesId"]) == []
    assert "sanction-notified" in await city.told(case["caseId"])


async def test_an_annulment_of_such_a_closure_stops_it_too(city: City) -> None:
    case = await to_decision(city, "definitieve_sluiting")
    path = case["path"]
    await city.does(COLLEGE, f"{path}/decision", decision("definitieve_sluiting"))
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-appeal", {"urgency": "geen"})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    check = await city.call(WORKER, "POST", f"{path}/execution-check-request")
    assert "legt niets op" in check.json()["title"]
    assert await city.told(case["premisesId"]) == []


async def test_a_place_without_a_declaration_has_none_to_suspend_or_withdraw(city: City) -> None:
    case = await to_decision(city, "tijdelijke_sluiting")
    for kind in ("schorsing", "intrekking"):
        body = {"kind": kind, "motivation": "Herhaling.", "proportionality": "Kort."}
        for step, given, function in (
            ("proposal", body, WORKER),
            ("decision", decision(kind, None, city.now + timedelta(days=9)), COLLEGE),
        ):
            refused = await city.call(function, "POST", f"{case['path']}/{step}", given)
            assert refused.status_code == 422, refused.text
            assert "geen verklaring" in refused.text


async def test_no_finding_about_such_a_place_is_linked_before_a_person_knows_the_owner(
    city: City,
) -> None:
    street = f"Verzonnenstraat {uuid4().hex[:6]}"
    case = await city.case_of(await city.transfers(None, place=at(street), **HIDDEN))
    await warn(city, case["path"])
    later = await city.transfers(None, place=at(street), **HIDDEN)
    own = await city.case_of(later)
    assert own["caseId"] != case["caseId"]
    assert own["premisesId"] == case["premisesId"]
    elsewhere = await city.case_of(await city.transfers(None, place=at("Elders"), **HIDDEN))
    assert elsewhere["premisesId"] != case["premisesId"]
    unknown = await city.case_of(await city.transfers(None, **HIDDEN))
    assert unknown["premisesId"] not in (case["premisesId"], elsewhere["premisesId"])
    path, body = f"{case['path']}/next-finding", {"findingId": str(later)}
    refused = await city.call(WORKER, "POST", path, body)
    assert "dezelfde eigenaar" in refused.text
    await city.does(WORKER, path, body | {"ownerKnown": True})


async def test_the_address_of_such_a_place_stands_nowhere_in_clear(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await found_twice(city, "Geheimestraat")
    await address(city, case["caseId"], "overtreder")
    for table in ("sanction_case", "finding", "fact_place", "timeline", "bus_archive"):
        stored = await rows.fetch(f"SELECT t::text FROM {table} AS t")
        assert not any("geheimestraat" in row["t"].casefold() for row in stored), table

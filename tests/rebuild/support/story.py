"""What happened in the city: something of everything that reporting counts."""

from itertools import count
from typing import Any
from uuid import uuid4

from chassis.web import Function
from contracts.registry import AggregatePublished, Cell

from .city import START, City, hours, worker

_numbers = count(1)


async def lives(city: City) -> list[str]:
    """Premises are declared suitable, shifts are checked, the city acts; the ids of the rooms."""
    rooms = await premises(city)
    await city.settled()
    people = [worker(number) for number in range(6)]
    shifts = [
        (await city.owns("/v1/shifts", shift(rooms[number % 2], 10 + 9 * number, who)))["shiftId"]
        for number, who in enumerate(people)
    ]
    moved = {"startsAt": hours(11).isoformat(), "reason": "uren"}
    await city.owns(f"/v1/shifts/{shifts[0]}/changes", moved, hours(1))
    await city.owns(f"/v1/shifts/{shifts[1]}/cancellation", {"reason": "ziek"}, hours(2))
    await city.settled()
    for shift_id, outcome in ((shifts[2], "aanwezig"), (shifts[3], "afwezig")):
        body = {"shiftId": shift_id, "outcome": outcome, "observedAt": hours(40).isoformat()}
        await city.polices("/v1/verifications", body, hours(40))
    await inspection(city, people[2], people[4])
    await finding(city)
    await care(city)
    await regie(city)
    await city.settled()
    return rooms


async def premises(city: City) -> list[str]:
    office = Function.DIENST_PROSTITUTIEBELEID
    place = {
        "label": "P-001",
        "street": "Voorbeeldstraat",
        "houseNumber": "1",
        "postcode": "2000",
    }
    filed = await city.does(
        "enforcement",
        Function.EIGENAAR,
        "/v1/suitability-dossiers",
        {"premises": place, "rooms": ["R-01", "R-02"]},
        organisation="OWN-001",
    )
    steps: list[tuple[Function, str, dict[str, Any]]] = [
        (office, "completeness", {"complete": True}),
        (office, "advice-requests", {"services": ["brandweer"]}),
        (office, "advices", {"service": "brandweer", "outcome": "gunstig"}),
        (
            Function.COLLEGE_SECRETARIS,
            "decision",
            {
                "outcome": "toegekend",
                "motivation": "Alles is in orde.",
                "lackingBecause": "De andere diensten zagen het pand al.",
            },
        ),
    ]
    for function, step, body in steps:
        path = f"/v1/suitability-dossiers/{filed['dossierId']}/{step}"
        await city.does("enforcement", function, path, body)
    return [room["roomId"] for room in filed["rooms"]]


def shift(room: str, starts: float, who: dict[str, Any]) -> dict[str, Any]:
    return {
        "roomId": room,
        "startsAt": hours(starts).isoformat(),
        "endsAt": hours(starts + 8).isoformat(),
        "worker": who,
    }


async def inspection(city: City, *people: dict[str, Any], at: float = 120) -> None:
    body = {
        "branch": "straat",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completedAt": hours(at).isoformat(),
        "persons": [{"role": "sekswerker", "claim": who} for who in people],
    }
    await city.polices("/v1/inspections", body, hours(at))


async def finding(city: City) -> None:
    body = {
        "reportKind": "PV",
        "reportNumber": f"AN.69.L3.{next(_numbers):06}/26",
        "factCode": "raam.niet-aangegeven",
        "factAt": hours(40).isoformat(),
        "branch": "raam",
        "inToleranceZone": True,
        "addressee": "sanctionerend_ambtenaar",
        "offenderRole": "exploitant",
        "offender": {"name": "Vera Voorbeeld", "birthDate": "1970-01-01"},
        "possibleVictim": "nee",
    }
    drawn = await city.polices("/v1/findings", body, hours(121))
    path = f"/v1/findings/{drawn['findingId']}/transfer"
    sent = {"procedure": "gas", "judicialInformation": False}
    await city.polices(path, sent, hours(122))


async def care(city: City) -> None:
    """Two revisions of one delivery: the later one counts."""
    for revision, clients in ((1, 40), (2, 45)):
        await city.records(
            AggregatePublished(
                aggregate_id=uuid4(),
                organisation="GHAPRO",
                year=2026,
                half=None,
                revision=revision,
                threshold=5,
                suppressed=1,
                cells=(
                    Cell(measure="clienten", dimensions={}, value=clients),
                    Cell(measure="clienten", dimensions={"branche": "raam"}, value=None),
                ),
                published_at=START,
            )
        )


async def regie(city: City) -> None:
    """The register of reporting itself, which comes from no event."""
    await city.does(
        "reporting",
        Function.REPORTING_MEDEWERKER,
        "/v1/regie-records",
        {
            "kind": "overleg",
            "type": "kerngroep",
            "date": "2026-01-20",
            "subject": "Overleg van de kerngroep",
        },
        at=hours(500),
    )

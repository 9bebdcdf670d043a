"""23: an officer takes back a check that was a slip, and a PV that was drawn up twice."""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from contracts.codes import Addressee, OffenderRole, ReportKind
from simulator.city.span import wire
from simulator.play.actors import OFFICERS, TEAM_LEADER
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 23
BEGINS, LENGTH = 0.10, timedelta(hours=2)
UNCHECKED, EMPTY = "niet_gecontroleerd", "afwezig_bij_controle"


def tell(story: Story) -> Check:
    world, known = story.world, dict[str, Any]()
    spot = world.city.stage.rooms[1]

    async def declare(at: datetime) -> None:
        starts = story.moment(BEGINS)
        person = world.city.cast[26]
        answer = await story.declare(spot, person, (starts, starts + LENGTH), at)
        must(answer.ok, f"a declaration was refused: {answer.code}")
        known["shift"] = answer.body["shiftId"]

    async def tap(at: datetime) -> None:
        async def is_known() -> bool | None:
            return await _state_of(story, "databank", known["shift"], at) is not None or None

        await until(is_known, "the police to know of the shift")
        body = {"shiftId": known["shift"], "outcome": "afwezig", "observedAt": wire(at)}
        answer = await world.post("databank", "/v1/verifications", OFFICERS[0], at, body)
        known["check"] = answer.body["verificationId"]

        async def is_empty() -> bool | None:
            return await _state_of(story, "pandkalender", known["shift"], at) == EMPTY or None

        await until(is_empty, "the calendar to hear that nobody was there")

    async def take_back(at: datetime) -> None:
        path = f"/v1/verifications/{known['check']}/withdrawal"
        body = {"reason": "Verkeerde knop aangetikt."}
        await world.post("databank", path, OFFICERS[0], at, body)

    async def draw_up_twice(at: datetime) -> None:
        """Only the first is in the truth with which the figures of the city are compared."""

        def report() -> dict[str, Any]:
            return {
                "reportKind": ReportKind.PV.value,
                "reportNumber": world.police.report_number(ReportKind.PV),
                "factCode": "straatprostitutie",
                "factAt": wire(at - timedelta(hours=1)),
                "branch": Branch.STRAAT.value,
                "inToleranceZone": False,
                "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
                "offenderRole": OffenderRole.PROSTITUANT.value,
                "offender": {"name": "Klant Tweemaal", "birthDate": "1980-01-01"},
                "possibleVictim": "nee",
            }

        await world.police.find(at, report(), None)
        answer = await world.post("databank", "/v1/findings", OFFICERS[1], at, report())
        path = f"/v1/findings/{answer.body['findingId']}/withdrawal"
        await world.post("databank", path, OFFICERS[1], at, {"reason": "Twee keer opgemaakt."})

    story.at(BEGINS - 0.06, "an owner declares a shift", declare)
    story.at(story.later(BEGINS, LENGTH / 2), "an officer taps the wrong button", tap)
    story.at(story.later(BEGINS, LENGTH), "the officer takes the check back", take_back)
    story.at(
        story.later(BEGINS, 2 * LENGTH),
        "a report is drawn up twice, and one taken back",
        draw_up_twice,
    )

    async def check() -> None:
        for service in ("databank", "pandkalender"):
            state = await _state_of(story, service, known["shift"], world.end)
            must(state == UNCHECKED, f"the check still stands in {service}: {state}")

    return check


async def _state_of(story: Story, service: str, shift_id: str, at: datetime) -> str | None:
    """The verification that a service shows of the shift; None while it does not know it."""
    starts = story.moment(BEGINS)
    hours = {"from": wire(starts), "to": wire(starts + timedelta(seconds=1))}
    rows = story.world.http.every(service, "/v1/shifts", TEAM_LEADER, at, **hours)
    states = [str(row["verification"]) async for row in rows if row["shiftId"] == shift_id]
    return states[0] if states else None

"""26: officers meet somebody of whom they hear a first name and a year, and she may be a minor.

Beside her they meet somebody who came of age on the last day of last year at the latest.

A first name and a birth year are enough to note her and to raise an urgent signal; a report about
her from that inspection is kept too, raises its own, and stays with the police.
"""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from contracts.codes import Addressee, OffenderRole, ReportKind
from simulator.city.span import FIRST_DAY, wire
from simulator.play.actors import OFFICERS
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 26
KIND = "minderjarigheid"
BORN = FIRST_DAY.year - 17
"""Of age by the end of next year at the earliest: a year alone counts as its last day."""
ADULT = FIRST_DAY.year - 19
"""Eighteen on the last day of last year at the latest."""


def tell(story: Story) -> Check:
    world = story.world
    inspections: list[Answer] = []
    findings: list[str] = []

    async def meet(at: datetime) -> None:
        inspections.append(
            await story.inspect(
                Branch.STRIPCLUB,
                world.city.cast[28],
                at - timedelta(minutes=20),
                at,
                written={"givenNames": "Lila", "birthDate": f"{BORN}"},
                result="vaststelling",
            )
        )

    async def find(at: datetime) -> None:
        body = {
            "inspectionId": inspections[0].body["inspectionId"],
            "reportKind": ReportKind.PV.value,
            "reportNumber": world.police.report_number(ReportKind.PV),
            "factCode": "straatprostitutie",
            "factAt": wire(at - timedelta(hours=1)),
            "branch": Branch.STRIPCLUB.value,
            "inToleranceZone": False,
            "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
            "offenderRole": OffenderRole.PROSTITUEE.value,
            "offender": {"name": "Lila", "birthDate": f"{BORN}-06-01"},
            "possibleVictim": "nee",
        }
        findings.append(await world.police.find(at, body, None))
        path = f"/v1/findings/{findings[0]}/transfer"
        sent = {"procedure": "gas", "judicialInformation": False}
        early = await world.http.post("databank", path, OFFICERS[1], at, sent)
        must(early.status == 409, "a minor was named to the city before anybody looked")

    async def meet_adult(at: datetime) -> None:
        person = world.city.cast[31]
        written = story.claim_of(person, by_police=True) | {"birthDate": f"{ADULT}"}
        seen = at - timedelta(minutes=20)
        inspections.append(await story.inspect(Branch.STRIPCLUB, person, seen, at, written=written))

    story.at(0.44, "officers meet a girl who gives a first name and a year", meet)
    story.at(0.46, "they draw up a report about her", find)
    story.at(0.48, "they meet an adult of whose birth they hear the year", meet_adult)

    async def check() -> None:
        (met,) = inspections[0].body["persons"]
        signals = {signal["signalId"]: signal for signal in await story.signals(KIND)}
        must(met["signalId"] in signals, "a first name and a year raised no signal")
        must(_names(signals[met["signalId"]]), "the signal does not say where she was met")
        told = {one["facts"].get("findingId") for each in signals.values() for one in _said(each)}
        must(findings[0] in told, "a report about a minor raised no signal")
        (adult,) = inspections[1].body["persons"]
        met_at = {
            one["facts"].get("inspectionId") for each in signals.values() for one in _said(each)
        }
        story.must_not(
            adult["signalId"] in signals or inspections[1].body["inspectionId"] in met_at,
            "somebody of whom the year alone says that she is eighteen is a minor",
        )

    return check


def _names(signal: dict[str, Any]) -> bool:
    return any(place["label"] for one in _said(signal) for place in one["places"])


def _said(signal: dict[str, Any]) -> list[dict[str, Any]]:
    return list(signal["evidence"])

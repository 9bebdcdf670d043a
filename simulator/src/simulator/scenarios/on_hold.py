"""6: a possible victim is not punished: the fine is on hold, and the city does not learn why.

What leads to it in the handbook, a worker who disputes her shift, waits for the workers' portal.
"""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from contracts.codes import ReportKind
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER, OFFICERS
from simulator.play.police import offender
from simulator.play.waiting import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 6
TELLING = ("slachtoffer", "victim", "mensenhandel", "dwang", "signaal")


def tell(story: Story) -> Check:
    world = story.world
    person = world.city.cast[6]
    told: dict[str, Any] = {}

    async def find(at: datetime) -> None:
        seen = at - timedelta(hours=1)
        inspection = await story.inspect(Branch.STRAAT, person, seen, at, result="vaststelling")
        body = {
            "inspectionId": inspection.body["inspectionId"],
            "reportKind": ReportKind.PV.value,
            "reportNumber": world.police.report_number(ReportKind.PV),
            "factCode": "straatprostitutie",
            "factAt": wire(seen),
            "branch": Branch.STRAAT.value,
            "inToleranceZone": False,
            "addressee": "sanctionerend_ambtenaar",
            "offenderRole": "prostituee",
            "offender": offender(person),
            "personId": inspection.body["persons"][0]["personId"],
            "possibleVictim": "ja",
        }
        told["finding"] = await world.police.find(at, body, "gas")

    async def look(at: datetime) -> None:
        async def case() -> dict[str, Any] | None:
            found = await world.get(
                "enforcement", "/v1/gas-cases", CASE_WORKER, at, findingId=told["finding"]
            )
            (cases,) = found["_embedded"].values()
            return cases[0] if cases else None

        told["case"] = await until(case, "a fine case about the finding")

    story.at(0.35, "a finding about a possible victim", find)
    story.at(0.40, "the city looks at the case", look)

    async def check() -> None:
        path = f"/v1/gas-cases/{told['case']['caseId']}"
        case = await world.get("enforcement", path, CASE_WORKER, world.end)
        must(case["state"] == "opgeschort_overleg", f"the case is in state {case['state']}")
        shown = str(case).lower()
        must(not any(word in shown for word in TELLING), "the city can see why it is on hold")
        path = f"/v1/findings/{told['finding']}"
        finding = await world.get("databank", path, OFFICERS[1], world.end)
        must(finding["onHold"] is True, "the police do not see that the finding is on hold")
        must(finding["followUp"], "the police do not see that a case was opened")

    return check

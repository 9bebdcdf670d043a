"""28: somebody who writes Chinese defends against a fine, and the court reads what was typed."""

from datetime import datetime, timedelta

from contracts import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER
from simulator.play.fine_desk import FineDesk
from simulator.play.own_case import says
from simulator.scenarios.story import Check, Story, must

NUMBER = 28
WORDS = "我那天晚上不在那里。我是受害者。"
"""I was not there that night. I am a victim."""


def tell(story: Story) -> Check:
    world, desk = story.world, FineDesk(story.world.http)
    known: list[str] = []

    async def find(at: datetime) -> None:
        body = {
            "reportKind": ReportKind.PV.value,
            "reportNumber": world.police.report_number(ReportKind.PV),
            "factCode": "straatprostitutie",
            "factAt": wire(at - timedelta(hours=1)),
            "branch": Branch.STRAAT.value,
            "inToleranceZone": False,
            "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
            "offenderRole": OffenderRole.PROSTITUANT.value,
            "offender": {"name": "Klant Zondernaam 28", "birthDate": "1980-01-01"},
            "possibleVictim": "nee",
        }
        known.append(await world.police.find(at, body, Procedure.GAS.value))

    async def start(at: datetime) -> None:
        known[0] = await desk.opened(known[0], at)
        await desk.step(known[0], "triage", at, envisaged=150)
        await desk.address(known[0], at, "overtreder")
        await desk.send(known[0], "opstartbrief", at)

    async def defend(at: datetime) -> None:
        await desk.defend_online(known[0], at, WORDS)

    story.at(0.12, "the police hand over what they found", find)
    story.at(0.16, "the city starts a case", start)
    story.at(0.50, "somebody defends in Chinese", defend)

    async def check() -> None:
        path = f"/v1/gas-cases/{known[0]}/court-file"
        court_file = await desk.get(path, CASE_WORKER, world.end)
        must(says(court_file, WORDS), "the court cannot read what she wrote")

    return check

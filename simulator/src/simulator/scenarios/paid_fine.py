"""29: whoever paid a fine gets no reminder of it, whatever a case worker asks for."""

from datetime import datetime
from typing import Any

from simulator.play.actors import CASE_WORKER
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import PaymentStands

NUMBER = 29
REMINDERS = ("herinnering", "aanmaning")
LOOKED_AT = 3


def tell(story: Story) -> Check:
    world = story.world
    before: dict[str, int] = {}

    async def ask(at: datetime) -> None:
        fines = world.ledger.measures.fines.items()
        paid = [case for case, fine in fines if fine.payment is PaymentStands.BETAALD]
        must(paid, "nobody has paid a fine")
        for case_id in paid[:LOOKED_AT]:
            before[case_id] = len(await letters(case_id, at))
            for kind in REMINDERS:
                body = {"caseId": case_id, "kind": kind}
                answer = await world.http.post("enforcement", "/v1/letters", CASE_WORKER, at, body)
                must(not answer.ok, f"a paid fine got a letter of the kind {kind}")

    async def letters(case_id: str, at: datetime) -> list[dict[str, Any]]:
        path = "/v1/letters"
        rows = world.http.every("enforcement", path, CASE_WORKER, at, caseId=case_id)
        return [row async for row in rows]

    story.at(0.90, "a case worker would remind somebody who paid", ask)

    async def check() -> None:
        for case_id, count in before.items():
            after = len(await letters(case_id, world.end))
            story.must_not(after != count, "whoever paid a fine gets another letter about it")
        fines = world.ledger.measures.fines.items()
        unpaid = [case for case, fine in fines if fine.payment is PaymentStands.DWANGINVORDERING]
        for case_id in unpaid[:1]:
            kinds = {letter["kind"] for letter in await letters(case_id, world.end)}
            must(kinds.issuperset(REMINDERS), "whoever never paid a fine was not reminded of it")

    return check

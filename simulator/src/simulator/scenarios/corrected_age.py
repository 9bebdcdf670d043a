"""5: an owner declares somebody under 18, and then "corrects" the birth date."""

from datetime import datetime, timedelta
from typing import Any

from simulator.city.span import FIRST_DAY
from simulator.play.actors import TEAM_LEADER
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 5


def tell(story: Story) -> Check:
    city = story.world.city
    person, spot = city.cast[5], city.stage.rooms[2]
    starts = story.moment(0.7)
    hours = starts, starts + timedelta(hours=5)
    adult = story.claim_of(person)
    minor = {**adult, "birthDate": f"{FIRST_DAY.year - 16}-05-14"}
    answers: list[Answer] = []

    def declare(worker: dict[str, Any]) -> Any:
        async def do(at: datetime) -> None:
            answers.append(await story.declare(spot, person, hours, at, worker=worker))

        return do

    story.at(0.60, "an owner declares a minor", declare(minor))
    story.at(0.61, "the owner corrects the birth date", declare(adult))

    async def check() -> None:
        refused, accepted = answers
        must(refused.status == 422, "a minor was declared")
        must(refused.code == "leeftijd", f"a minor was refused as {refused.code}")
        must(accepted.status == 201, "the corrected declaration was refused, so the owner knows")
        must(not accepted.body["warnings"], "the owner is warned that the correction was noticed")
        must(
            accepted.body["identityStatus"] == "te_controleren",
            "the owner sees that the correction was noticed",
        )
        births = set()
        for signal in await story.signals("minderjarigheid"):
            path = f"/v1/signals/{signal['signalId']}"
            opened = await story.world.get("databank", path, TEAM_LEADER, story.world.end)
            births |= {claim["birthDate"] for claim in opened["claims"]}
        must(
            {minor["birthDate"], adult["birthDate"]} <= births,
            "the signal does not hold both birth dates",
        )

    return check

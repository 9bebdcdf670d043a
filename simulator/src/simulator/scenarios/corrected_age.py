"""5: an owner declares somebody under 18, and then "corrects" the birth date; officers meet another
minor at work."""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from simulator.city.span import FIRST_DAY
from simulator.play.actors import TEAM_LEADER
from simulator.play.http import Answer
from simulator.play.poll import until
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
    met = city.cast[11]
    young = {**story.claim_of(met, by_police=True), "birthDate": minor["birthDate"]}
    inspected: list[Answer] = []

    async def meet(at: datetime) -> None:
        branch = Branch.MASSAGESALON
        inspected.append(await story.inspect(branch, met, at, at, written=young))

    story.at(0.62, "officers meet a minor in a massage salon", meet)

    async def linked() -> set[str] | None:
        """The inspections that raised a signal, once a deadline has linked the attempt, with both
        birth dates, to the person of the accepted shift."""
        owners, seen_at = set(), set()
        for signal in await story.signals("minderjarigheid"):
            path = f"/v1/signals/{signal['signalId']}"
            opened = await story.world.get("databank", path, TEAM_LEADER, story.world.end)
            entered = {claim["birthDate"] for claim in opened["claims"]}
            if {adult["birthDate"], minor["birthDate"]} <= entered:
                owners.add(opened["personId"])
            seen_at |= {
                fact["facts"].get("inspectionId")
                for fact in opened["evidence"]
                if fact["kind"] == "minderjarig_bij_controle"
            }
        return seen_at if owners and None not in owners else None

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
        seen_at = await until(linked, "the attempt to belong to who was accepted")
        (inspection,) = inspected
        must(
            inspection.body["inspectionId"] in seen_at,
            "a minor whom officers met raised no signal",
        )

    return check

"""38: two persons whom nobody ever sees together state one telephone, in two places.

Recherche opens a case, reads with whom the first shares something, and finds the second. Beside
them somebody has a telephone that differs in its last digit, at the place of the second.
"""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from simulator.play.actors import OFFICERS, RECHERCHE
from simulator.scenarios.story import Check, Story, must

NUMBER = 38
PHONE, NEAR = "+32470000381", "+32470000382"
CASE = "AN.37.L4.000038/2026"
MET = (
    (0.44, 35, Branch.MASSAGESALON, PHONE),
    (0.46, 36, Branch.PRIVE_THUIS, PHONE),
    (0.48, 37, Branch.PRIVE_THUIS, NEAR),
)
"""When, which member of the cast, where, and the telephone that she gives."""


def tell(story: Story) -> Check:
    world = story.world
    people: list[str] = []

    async def meet(at: datetime, number: int, branch: Branch, phone: str) -> None:
        person = world.city.cast[number]
        written = story.claim_of(person, by_police=True) | {"phone": phone}
        seen_at = at - timedelta(minutes=10)
        answer = await story.inspect(branch, person, seen_at, at, written=written)
        people.extend(each["personId"] for each in answer.body["persons"])

    def meets(share: float, number: int, branch: Branch, phone: str) -> None:
        async def step(at: datetime) -> None:
            await meet(at, number, branch, phone)

        story.at(share, f"officers meet member {number} of the cast", step)

    for share, number, branch, phone in MET:
        meets(share, number, branch, phone)

    async def open_case(at: datetime) -> None:
        closed = await world.http.get_within("databank", _path(people[0]), RECHERCHE, at, CASE)
        must(closed.status == 403, "recherche reads who shares what, and opened no case")
        answer = await world.post("databank", "/v1/research-cases", RECHERCHE, at, {"number": CASE})
        must(answer.body["reference"] == CASE, "the case has another number than was given")

    story.at(0.50, "recherche opens a case", open_case)

    async def shared(person_id: str) -> dict[str, set[str]]:
        """With whom somebody shares something, and what."""
        answer = await world.http.get_within(
            "databank", _path(person_id), RECHERCHE, world.end, CASE
        )
        must(answer.ok, f"recherche reads nothing within its case: {answer.status}")
        body: Any = answer.body
        return {
            each["personId"]: {line["ground"] for line in each["shared"]}
            for each in body["associates"]
        }

    async def check() -> None:
        first, second, near = people
        for one, other in ((first, second), (second, first)):
            grounds = (await shared(one)).get(other)
            must(grounds == {"telefoon"}, "two persons state one telephone, and no chart says so")
        story.must_not(
            near in await shared(first),
            "a telephone that differs in its last digit links two persons",
        )
        story.must_not(
            near in await shared(second), "who is met in the same branch on another day is linked"
        )
        answer = await world.http.get_within("databank", _path(first), OFFICERS[0], world.end, CASE)
        story.must_not(answer.status != 403, "an officer reads who shares what")

    return check


def _path(person_id: str) -> str:
    return f"/v1/persons/{person_id}/associations"

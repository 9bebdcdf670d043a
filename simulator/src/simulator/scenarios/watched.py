"""37: a minor is missing; two officers agree to look out for her, and one who meets her tells them.

Beside her officers meet an adult of the same name, and a colleague asks what was seen.
"""

from datetime import datetime, timedelta

from chassis.days import city_day
from contracts import Branch
from simulator.city.span import FIRST_DAY
from simulator.play.actors import OFFICERS, TEAM_LEADER
from simulator.scenarios.story import Check, Story, must

NUMBER = 37
ASKER, COLLEAGUE = OFFICERS[0], OFFICERS[2]
PATH = "/v1/watch-requests"
NAMES = {"givenNames": "Mirthe", "familyName": "Zoekgeraakt"}
BORN, ADULT = f"{FIRST_DAY.year - 16}-03-14", f"{FIRST_DAY.year - 33}-10-02"


def tell(story: Story) -> Check:
    world = story.world
    asked: list[str] = []

    async def ask(at: datetime) -> None:
        body = {
            "sought": NAMES | {"birthDate": BORN},
            "ground": "minderjarige_vermist",
            "reason": "Weg uit een instelling sinds gisteren.",
            "lastDay": (city_day(at) + timedelta(days=30)).isoformat(),
        }
        answer = await world.post("databank", PATH, ASKER, at, body)
        asked.append(f"{PATH}/{answer.body['requestId']}")
        agree = {"step": "bevestigen"}
        alone = await world.http.post("databank", f"{asked[0]}/steps", ASKER, at, agree)
        must(alone.status == 409, "who asked to look out for somebody agreed to it as well")
        await world.post("databank", f"{asked[0]}/steps", TEAM_LEADER, at, agree)

    async def meet(at: datetime, number: int, birth_date: str) -> None:
        person = world.city.cast[number]
        written = story.claim_of(person, by_police=True) | NAMES | {"birthDate": birth_date}
        seen_at = at - timedelta(minutes=10)
        await story.inspect(Branch.STRAAT, person, seen_at, at, written=written)

    async def meet_namesake(at: datetime) -> None:
        await meet(at, 34, ADULT)

    async def meet_her(at: datetime) -> None:
        await meet(at, 33, BORN)

    story.at(0.50, "an officer asks to look out for a minor, and a leader agrees", ask)
    story.at(0.52, "officers meet an adult of that name", meet_namesake)
    story.at(0.54, "they meet the minor", meet_her)

    async def check() -> None:
        told = await world.get("databank", asked[0], ASKER, world.end)
        kinds = [hit["sourceKind"] for hit in told["hits"] if hit["lapsedAt"] is None]
        must("inspection" in kinds, "a minor who is looked for was met, and nobody was told")
        story.must_not(len(kinds) > 1, "an adult of the same name is who is looked for")
        for actor in (COLLEAGUE, TEAM_LEADER):
            answer = await world.http.get("databank", asked[0], actor, world.end)
            story.must_not(
                answer.status != 404, "somebody whom a request does not name reads what was seen"
            )

    return check

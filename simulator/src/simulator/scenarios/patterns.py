"""21: what a calendar shows of people who need a question: five patterns, and who they are about.

Two places at once, a group that moves together and later moves on, hours far beyond the limit, and
no-shows that look like sham declarations. The patterns stand in shadow until the police activate
them, so they are read as leadership reads them. All but the no-shows are declared for the days
after the end.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from simulator.city.grid import Spot
from simulator.city.people import Person
from simulator.city.span import wire
from simulator.play.actors import OFFICERS, TEAM_LEADER
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 21
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LOOKED_FOR = timedelta(minutes=40)
ABSENCES = (0.64, 0.68, 0.72, 0.76)

Case = dict[str, Any]


def tell(story: Story) -> Check:
    city = story.world.city
    double, overworked, unseen, *group = city.cast[12:18]
    rooms, end = city.stage.rooms, story.world.end
    declared: dict[str, list[str]] = {}

    def declares(what: str, shifts: Sequence[tuple[Spot, Person, datetime, timedelta]]) -> None:
        async def declare(at: datetime) -> None:
            for spot, person, starts, length in shifts:
                answer = await story.declare(spot, person, (starts, starts + length), at)
                must(answer.ok, f"a declaration was refused: {answer.code}")
                declared.setdefault(what, []).append(answer.body["shiftId"])

        story.at(0.05, f"owners declare: {what}", declare)

    declares("two-places", [(rooms[nr], double, end + 2 * DAY, 6 * HOUR) for nr in (0, 1)])
    declares(
        "long-hours", [(rooms[2], overworked, end + nr * DAY, 12 * HOUR) for nr in range(1, 8)]
    )
    declares(
        "group-move",
        [
            (rooms[room], person, end + days * DAY + nr * 3 * HOUR, 3 * HOUR)
            for room, days in ((0, 4), (1, 6))
            for nr, person in enumerate(group)
        ],
    )
    declares(
        "cohort-rotation",
        [
            (rooms[room], person, end + days * DAY + nr * 3 * HOUR, 3 * HOUR)
            for room, days in ((1, 14), (2, 16))
            for nr, person in enumerate(group)
        ],
    )
    declares(
        "no-shows",
        [(rooms[3], unseen, story.moment(share), LOOKED_FOR) for share in ABSENCES],
    )
    for number, share in enumerate(ABSENCES):
        during = story.later(share, LOOKED_FOR / 2)
        story.at(during, "nobody is there", _absent(story, declared, number))

    async def check() -> None:
        for rule, shifts, persons in (
            ("two-places", declared["two-places"], 1),
            ("long-hours", declared["long-hours"][:6], 1),
            ("group-move", declared["group-move"], 3),
            ("cohort-rotation", declared["group-move"] + declared["cohort-rotation"], 3),
            ("no-shows-person", declared["no-shows"][:3], 1),
            ("no-shows-premises", declared["no-shows"], 0),
        ):
            case = await until(_shows(story, rule, shifts), f"the pattern {rule}")
            must(case["shadow"], f"{rule} is told, and nobody activated it")
            found = len(case["persons"])
            must(found == persons, f"{rule} is about {found} persons instead of {persons}")
        double_booked = await _evidence(story, "two-places")
        story.must_not(
            double_booked & {*declared["group-move"]},
            "who works in one room, and two days later in another, is in two places at once",
        )

    return check


def _absent(story: Story, declared: dict[str, list[str]], number: int) -> Any:
    async def look(at: datetime) -> None:
        body = {
            "shiftId": declared["no-shows"][number],
            "outcome": "afwezig",
            "observedAt": wire(at),
        }
        await story.world.post("databank", "/v1/verifications", OFFICERS[3], at, body)
        story.world.ledger.truth.looked(("shift", body["shiftId"]), at, body["outcome"])

    return look


async def _evidence(story: Story, rule: str) -> set[str]:
    """Sources of all cases of the rule."""
    path, asked = "/v1/patterns", {"rule": rule, "shadow": "true"}
    cases = story.world.http.every("databank", path, TEAM_LEADER, story.world.end, **asked)
    return {one["sourceId"] async for case in cases for one in case["evidence"]}


def _shows(story: Story, rule: str, shifts: Sequence[str]) -> Callable[[], Any]:
    """Looks for a case of the rule with just these shifts as evidence."""

    async def look() -> Case | None:
        cases = story.world.http.every(
            "databank", "/v1/patterns", TEAM_LEADER, story.world.end, rule=rule, shadow="true"
        )
        async for case in cases:
            evidence = {one["sourceId"] for one in case["evidence"]}
            if evidence == set(shifts) and case["state"] != "ingetrokken":
                return dict(case)
        return None

    return look

"""9: from street to window; home and window by turns; and one that is typed in much later.

A gap of thirty days between two branches is a move; a minute more is none.
"""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from simulator.check import cases
from simulator.city.grid import Spot
from simulator.city.people import Person
from simulator.scenarios.story import Check, Story, must
from simulator.truth import judge

NUMBER = 9
HOURS = timedelta(hours=3)
LONGEST, MINUTE = timedelta(days=30), timedelta(minutes=1)
"""The longest gap that is a move (handbook: thirty days)."""


def tell(story: Story) -> Check:
    city = story.world.city
    mover, commuter, late = city.cast[8:11]
    one_room, other_room = city.stage.rooms[3:5]

    def met(branch: Branch, person: Person, share: float, recorded: float | None = None) -> None:
        async def record(at: datetime) -> None:
            await story.inspect(branch, person, story.moment(share) - timedelta(minutes=30), at)

        story.at(recorded or share, f"police meet somebody in {branch}", record)

    def works(room: Spot, person: Person, share: float) -> None:
        starts = story.moment(share)

        async def declare(at: datetime) -> None:
            answer = await story.declare(room, person, (starts, starts + HOURS), at)
            must(answer.ok, f"a declaration was refused: {answer.code}")

        story.at(share - 0.04, "an owner declares somebody", declare)

    in_time, too_late = city.cast[29:31]
    inspections: dict[str, set[str]] = {}

    def away(person: Person, gap: timedelta) -> None:
        """Seen in the street, and as an escort after the gap; both are typed in that day."""

        async def record(at: datetime) -> None:
            seen = at - timedelta(minutes=30)
            for branch, seen_at in ((Branch.STRAAT, seen - gap), (Branch.ESCORT, seen)):
                answer = await story.inspect(branch, person, seen_at, at)
                inspections.setdefault(person.id, set()).add(answer.body["inspectionId"])

        story.at(0.33, "police meet somebody who was away for a month", record)

    away(in_time, LONGEST)
    away(too_late, LONGEST + MINUTE)
    met(Branch.STRAAT, mover, 0.12)
    works(one_room, mover, 0.30)
    met(Branch.PRIVE_THUIS, commuter, 0.10)
    works(other_room, commuter, 0.25)
    met(Branch.PRIVE_THUIS, commuter, 0.45)
    works(other_room, commuter, 0.62)
    works(one_room, late, 0.50)
    works(one_room, late, 0.80)
    met(Branch.PRIVE_THUIS, late, 0.68, recorded=0.88)

    async def check() -> None:
        people = {mover.id, commuter.id, late.id, in_time.id, too_late.id}
        wanted = [
            move
            for move in story.world.ledger.truth.moves(story.world.end)
            if move.person in people
        ]
        must(len(wanted) == 7, f"the story shows {len(wanted)} moves instead of 7")
        sources: set[Any] = set()
        for move in wanted:
            sources |= move.before | move.after
        every = await cases(story.world.http, story.world.end)
        found = [case for case in every if case.before in sources or case.after in sources]
        verdict = judge(wanted, found)
        must(not verdict.missed, f"{len(verdict.missed)} of 7 moves were missed")
        must(not verdict.false, f"{len(verdict.false)} moves were found that were none")

        apart = {("inspection", each) for each in inspections[too_late.id]}
        story.must_not(
            any({case.before, case.after} & apart for case in every),
            "thirty days and a minute between two branches are a move",
        )

    return check

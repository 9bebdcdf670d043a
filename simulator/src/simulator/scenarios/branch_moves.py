"""9: from street to window; home and window by turns; and one that is typed in much later."""

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
        people = {mover.id, commuter.id, late.id}
        wanted = [
            move
            for move in story.world.ledger.truth.moves(story.world.end)
            if move.person in people
        ]
        must(len(wanted) == 6, f"the story shows {len(wanted)} moves instead of 6")
        sources: set[Any] = set()
        for move in wanted:
            sources |= move.before | move.after
        found = [
            case
            for case in await cases(story.world.http, story.world.end)
            if case.before in sources or case.after in sources
        ]
        verdict = judge(wanted, found)
        must(not verdict.missed, f"{len(verdict.missed)} of 6 moves were missed")
        must(not verdict.false, f"{len(verdict.false)} moves were found that were none")

    return check

"""The stories of the handbook (§6.3), woven into the ordinary life of the city.

A story plans its steps on the timeline and gives a check for the end, when all is quiet.
"""

from asyncio import gather
from collections.abc import Callable

from simulator.play.timeline import Timeline
from simulator.scenarios import (
    announced_moves,
    appealed,
    banned,
    branch_moves,
    came_back,
    care_delivery,
    client_erased,
    closures,
    conditional,
    corrected_age,
    declared_late,
    fines,
    frozen_report,
    late_delivery,
    late_key,
    linked_year,
    minor_found,
    on_hold,
    one_person,
    own_words,
    paid_fine,
    patterns,
    renamed,
    renewal_refused,
    retaken,
    shared_phone,
    small_cells,
    sold,
    special_nights,
    suspended,
    taken_back,
    transferred,
    two_rooms,
    watched,
    withdrawn_check,
    wrong_merge,
)
from simulator.scenarios.story import Check, Story, World
from simulator.summary import NONE

STORIES: dict[int, Callable[[Story], Check]] = {
    module.NUMBER: module.tell
    for module in (
        two_rooms,
        declared_late,
        suspended,
        appealed,
        corrected_age,
        on_hold,
        one_person,
        wrong_merge,
        branch_moves,
        fines,
        banned,
        closures,
        care_delivery,
        small_cells,
        patterns,
        special_nights,
        sold,
        conditional,
        renamed,
        announced_moves,
        withdrawn_check,
        frozen_report,
        linked_year,
        minor_found,
        late_key,
        own_words,
        paid_fine,
        client_erased,
        late_delivery,
        taken_back,
        came_back,
        renewal_refused,
        transferred,
        retaken,
        watched,
        shared_phone,
    )
}


class Stories:
    """All of them, each told and with its check."""

    def __init__(self, world: World) -> None:
        self._checks: list[tuple[Story, Check]] = []
        for number, tell in STORIES.items():
            story = Story(number, world)
            self._checks.append((story, tell(story)))

    def plan(self, timeline: Timeline, *, before: bool) -> None:
        for story, _ in self._checks:
            story.plan(timeline, before=before)

    async def outcomes(self) -> dict[str, str]:
        """``ok`` or what is wrong, by the number of the scenario."""
        found = await gather(*(story.outcome(check) for story, check in self._checks))
        numbers = [str(story.number) for story, _ in self._checks]
        return dict(zip(numbers, found, strict=True))

    def controls(self) -> dict[str, list[str] | str]:
        """What each must not do and did not, as far as it was tried; ``none`` where it has none."""
        return {str(story.number): story.controls or NONE for story, _ in self._checks}


__all__ = ["STORIES", "Stories", "World"]

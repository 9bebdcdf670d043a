"""Stories that touch the same year of care take turns, however slow a machine is."""

from datetime import datetime
from typing import Any

from simulator.city import City
from simulator.play.timeline import Act, Timeline
from simulator.scenarios import care_delivery, late_delivery
from simulator.scenarios.story import Story, World


class Steps(Timeline):
    """Keeps what is planned: the keys by name."""

    def __init__(self) -> None:
        super().__init__(1)
        self.keys: dict[str, set[str]] = {}

    def add(self, at: datetime, name: str, act: Act, *keys: str, waits: bool = False) -> None:
        self.keys[name] = set(keys)


def test_a_year_is_closed_after_what_was_delivered_of_it_before(city: City) -> None:
    """On a busy machine the year was closed under a delivery, which then lacked a reason."""
    steps = Steps()
    nobody: Any = None
    world = World(city, nobody, nobody, nobody, nobody, nobody)
    for module in (care_delivery, late_delivery):
        story = Story(module.NUMBER, world)
        module.tell(story)
        story.plan(steps, before=False)
    delivered = steps.keys["a year that was told is delivered anew (scenario 31)"]
    closed = steps.keys["the year is frozen (scenario 13)"]
    assert delivered & closed

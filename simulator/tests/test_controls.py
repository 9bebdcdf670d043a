"""A control counts only once it was tried, and one that fires makes its scenario a failure."""

from typing import Any

import pytest

from simulator.city import City
from simulator.play.timeline import Timeline
from simulator.scenarios import Stories
from simulator.scenarios.story import Story, UnlikeError, World

NOBODY: Any = None


@pytest.fixture
def story(city: City) -> Story:
    world = World(city, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY)
    return Story(2, world)


def test_a_neighbour_that_stays_quiet_is_a_control_once(story: Story) -> None:
    for _ in range(2):
        story.must_not(set(), "a minute before its start a shift is late")
    assert story.controls == ["a minute before its start a shift is late"]


async def test_a_neighbour_that_fires_is_no_control_and_the_scenario_says_so(story: Story) -> None:
    async def check() -> None:
        story.must_not({"signal"}, "an adult is a minor")

    with pytest.raises(UnlikeError):
        story.must_not({"signal"}, "an adult is a minor")
    assert story.controls == []
    assert await story.outcome(check) == "fired: an adult is a minor"


def test_a_scenario_that_tried_no_control_says_none(city: City) -> None:
    stories = Stories(World(city, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY))
    stories.plan(Timeline(1), before=False)
    assert set(stories.controls().values()) == {"none"}

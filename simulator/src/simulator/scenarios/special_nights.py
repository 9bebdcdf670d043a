"""16: shifts in the nights in which the clock changes, across New Year and on 29 February."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from chassis.days import city_day, city_moment
from simulator.city.grid import Spot
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 16
AHEAD = timedelta(days=90)
"""A little less than the calendar lets owners look ahead."""
EVENING, MORNING = time(19), time(7)
USUAL = timedelta(hours=12)
SPECIAL = {(2, 29), (12, 31)}
"""Month and day."""


def tell(story: Story) -> Check:
    city = story.world.city
    spot = city.stage.rooms[2]
    nights = [*special_nights(city_day(city.span.ends_at), AHEAD)]
    answers: list[Answer] = []

    async def declare(at: datetime) -> None:
        for on in nights:
            answers.append(await story.declare(spot, city.cast[1], hours(on), at))

    story.at(0.55, "an owner declares the night shifts that are unlike others", declare)

    async def check() -> None:
        for on, answer in zip(nights, answers, strict=True):
            must(answer.status == 201, f"the night of {on} was refused as {answer.code}")
            await _shown(story, spot, on, answer)

    return check


def special_nights(since: date, ahead: timedelta) -> Iterator[date]:
    """The evenings of nights with another length, of New Year, and those around 29 February."""
    for number in range(ahead.days):
        on = since + timedelta(days=number)
        starts, ends = hours(on)
        days = {(day.month, day.day) for day in (on, on + timedelta(days=1))}
        if ends - starts != USUAL or days & SPECIAL:
            yield on


def hours(on: date) -> tuple[datetime, datetime]:
    """A night shift, in UTC: eleven, twelve or thirteen hours."""
    return city_moment(on, EVENING), city_moment(on + timedelta(days=1), MORNING)


async def _shown(story: Story, spot: Spot, on: date, answer: Answer) -> None:
    """The calendar shows the hours that were declared, to the minute."""
    world = story.world
    shown = await world.get(
        "pandkalender", f"/v1/shifts/{answer.body['shiftId']}", world.owner_of(spot), world.end
    )
    kept = tuple(datetime.fromisoformat(shown[name]) for name in ("startsAt", "endsAt"))
    must(kept == hours(on), f"the night of {on} is kept from {kept[0]} to {kept[1]}")

"""2: a shift is declared 20 minutes after it started, and the next one a minute before its own."""

from datetime import datetime, timedelta

from simulator.play.actors import REPORTER
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 2
LATE, EARLY = timedelta(minutes=20), timedelta(minutes=1)
LENGTH, NEXT = timedelta(hours=5), timedelta(minutes=40)


def tell(story: Story) -> Check:
    city = story.world.city
    starts = story.moment(0.45)
    answers: list[Answer] = []

    async def declare(at: datetime) -> None:
        await put((starts, starts + LENGTH), at)

    async def declare_next(at: datetime) -> None:
        await put((starts + LENGTH, starts + LENGTH + NEXT), at)

    async def put(hours: tuple[datetime, datetime], at: datetime) -> None:
        answers.append(await story.declare(city.stage.rooms[2], city.cast[1], hours, at))

    late = story.later(0.45, LATE)
    story.at(late, "an owner declares 20 minutes after the start", declare)
    in_time = story.later(0.45, LENGTH - EARLY)
    story.at(in_time, "and the next shift a minute before its start", declare_next)

    async def check() -> None:
        answer, early = answers
        must(early.status == 201, "a declaration a minute before the start was refused")
        story.must_not(early.body["late"], "a shift declared one minute before its start is late")
        lead = early.body["leadMinutes"]
        must(lead == 1, f"the lead is {lead} minutes instead of 1")
        must(answer.status == 201, "a late declaration was refused")
        must(answer.body["late"] is True, "a late declaration is not marked as late")
        lead = answer.body["leadMinutes"]
        must(lead == -20, f"the lead is {lead} minutes instead of -20")
        counted, expected = 0, story.world.ledger.counts["late"]
        for year in range(city.span.starts_at.year, city.span.ends_at.year + 1):
            shown = await story.world.get(
                "reporting", "/v1/shifts/summary", REPORTER, story.world.end, period=str(year)
            )
            counted += shown["late"]
        must(
            counted == expected,
            f"reporting counts {counted} late declarations, and {expected} were late",
        )

    return check

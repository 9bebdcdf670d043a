"""2: a shift is declared 20 minutes after it started."""

from datetime import datetime, timedelta

from simulator.play.actors import REPORTER
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 2
LATE = timedelta(minutes=20)


def tell(story: Story) -> Check:
    city = story.world.city
    starts = story.moment(0.45)
    answers: list[Answer] = []

    async def declare(at: datetime) -> None:
        hours = starts, starts + timedelta(hours=5)
        answers.append(await story.declare(city.stage.rooms[2], city.cast[1], hours, at))

    share = LATE / (city.span.ends_at - city.span.starts_at)
    story.at(0.45 + share, "an owner declares 20 minutes after the start", declare)

    async def check() -> None:
        (answer,) = answers
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

"""1: one worker is declared in two rooms at the same hour, by two owners."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from simulator.city.people import Person
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 1


def tell(story: Story) -> Check:
    city = story.world.city
    worker, rooms = city.cast[0], city.stage.rooms[:2]
    starts = story.moment(0.4)
    hours = starts, starts + timedelta(hours=6)
    answers: list[Answer] = []

    async def declare(at: datetime) -> None:
        answers.append(await story.declare(rooms[len(answers)], worker, hours, at))

    story.at(0.3, "one owner declares her", declare)
    story.at(0.32, "another owner declares her too", declare)

    async def check() -> None:
        first, second = answers
        must(first.ok and second.ok, "a declaration was refused, so an owner learns of the other")
        must(first.body.keys() == second.body.keys(), "the two answers do not look the same")
        must(not second.body["warnings"], "the second owner was warned")
        ids = {first.body["shiftId"], second.body["shiftId"]}
        signals = await story.signals("dubbele_aangifte")
        must(
            any(ids <= set(_values(signal["evidence"])) for signal in signals),
            "the police got no signal about both shifts",
        )
        others = _shifts_of(story, city.cast[15:18])
        must(len(others) > 1, "nobody is declared in two rooms on other days")
        signalled = {value for signal in signals for value in _values(signal["evidence"])}
        story.must_not(
            others & signalled, "people declared in two rooms on two days are declared twice"
        )
        for spot, answer in zip(rooms, answers, strict=True):
            path = f"/v1/shifts/{answer.body['shiftId']}"
            shown = await story.world.get(
                "pandkalender", path, story.world.owner_of(spot), story.world.end
            )
            must(shown["blockedReason"] is None, "an owner sees that something is the matter")
            (other,) = ids - {answer.body["shiftId"]}
            must(other not in str(shown), "an owner sees the other owner's shift")

    return check


def _shifts_of(story: Story, people: Sequence[Person]) -> set[str]:
    """Of the group that moves together (scenario 21): one room, and another two days later."""
    ids = {person.id for person in people}
    return {held.id for held in story.world.ledger.shifts.values() if held.person in ids}


def _values(evidence: list[dict[str, object]]) -> list[str]:
    """Every id in the facts of the evidence."""
    found = []
    for one in evidence:
        facts = one["facts"]
        assert isinstance(facts, dict)
        for value in facts.values():
            found += [str(item) for item in value] if isinstance(value, list) else [str(value)]
    return found

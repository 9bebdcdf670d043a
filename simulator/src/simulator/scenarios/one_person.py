"""7: one person stands in three old files, with other accents, another order of names."""

from datetime import datetime, timedelta
from typing import Any

from contracts import Branch
from simulator.city.name_variants import Name, respelled, swapped, without_marks
from simulator.city.people import Person
from simulator.play.http import Answer
from simulator.scenarios.story import Check, Story, must

NUMBER = 7


def tell(story: Story) -> Check:
    person = story.world.city.cast[7]
    bare = without_marks(person.name)
    files = (
        (0.22, Branch.STRAAT, bare),
        (0.40, Branch.ESCORT, swapped(person.name)),
        (0.58, Branch.MASSAGESALON, swapped(without_marks(respelled(person.name, person.culture)))),
    )
    answers: list[Answer] = []

    def record(branch: Branch, name: Name) -> Any:
        async def do(at: datetime) -> None:
            seen = at - timedelta(hours=1)
            written = _written(person, name)
            answers.append(await story.inspect(branch, person, seen, at, written=written))

        return do

    for share, branch, name in files:
        story.at(share, f"the file of {branch}", record(branch, name))

    async def check() -> None:
        seen = [answer.body["persons"][0] for answer in answers]
        people = {one["personId"] for one in seen}
        must(len(people) == 1, f"one person became {len(people)}")
        decisions = [one["decision"] for one in seen]
        must(decisions == ["nieuw", "gekend", "gekend"], f"decided: {', '.join(decisions)}")

    return check


def _written(person: Person, name: Name) -> dict[str, Any]:
    return {
        "givenNames": name.given,
        "familyName": name.family,
        "birthDate": person.birth_date.isoformat(),
        "document": {
            "kind": person.culture.document.value,
            "country": person.nationality,
            "number": person.document,
        },
    }

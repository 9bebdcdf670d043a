"""14: small numbers of people are not shown, and cannot be worked out from what is shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.city import care
from simulator.city.care import Row, Tables
from simulator.play.actors import ANALYST
from simulator.scenarios.story import Check, Story, must

NUMBER = 14
SMALL = range(1, 5)

Cell = tuple[str, frozenset[tuple[str, str]]]
"""A measure and its dimensions, as they are published."""
Count = Mapping[Cell, set[str]]


def tell(story: Story) -> Check:
    world = story.world
    tables = {
        each.half or 0: each for each in world.city.care if each.organisation is care.HALF_YEAR_TOO
    }

    async def published(half: int) -> dict[Cell, int | None]:
        found = await world.get(
            "registry",
            "/v1/aggregates",
            ANALYST,
            world.end,
            organisation=care.HALF_YEAR_TOO.value,
            year=care.LAST_YEAR,
            half=half,
        )
        ((aggregate,),) = found["_embedded"].values()
        return {_cell(cell): _exact(cell) for cell in aggregate["cells"]}

    async def check() -> None:
        year, half = await published(0), await published(1)
        first = people_behind(tables[1])
        whole = people_behind(tables[0].after(tables[1]))
        second = people_behind(tables[0].half_year(2))
        small = hides_small(year, whole) + hides_small(half, first)
        must(small > 0, "the deliveries hold no small number, so nothing was tried")
        must(hides_more(year, whole), "only small numbers are hidden, so they can be subtracted")
        for line in LINES:
            must(not alone(line, year), f"one cell of {line[0]} by {line[1]} is hidden alone")
        told = {cell for cell, people in second.items() if cell[0] == "contacten"}
        for cell in told:
            known = year.get(cell) is not None and half.get(cell) is not None
            must(
                not known or len(second[cell]) not in SMALL,
                "the year less its first half shows a small number in the second",
            )

    return check


LINES = (("clienten", "branche"), ("clienten", "gender"), ("contacten", "branche"))


def _exact(cell: Mapping[str, Any]) -> int | None:
    """A rounded figure says of nobody how many there are."""
    return None if cell["roundedTo"] else cell["value"]


def hides_small(published: Mapping[Cell, int | None], people: Count) -> int:
    """Number of small cells; raises when one of them is shown."""
    small = [cell for cell, who in people.items() if len(who) in SMALL]
    must(
        all(published.get(cell) is None for cell in small),
        "a number that stands for one to four people is shown",
    )
    return len(small)


def hides_more(published: Mapping[Cell, int | None], people: Count) -> bool:
    """Whether a number is hidden that is not small itself, to protect one that is."""
    return any(
        value is None and cell in people and len(people[cell]) >= SMALL.stop
        for cell, value in published.items()
    )


def alone(line: tuple[str, str], published: Mapping[Cell, int | None]) -> bool:
    """Whether one category of a line is hidden and the total shown: a subtraction tells it."""
    measure, dimension = line
    hidden = [
        value is None
        for (name, codes), value in published.items()
        if name == measure and [key for key, _ in codes] == [dimension]
    ]
    return sum(hidden) == 1 and published.get((measure, frozenset())) is not None


def people_behind(tables: Tables) -> dict[Cell, set[str]]:
    """The people behind the cells about clients and contacts; an anonymous contact is one too."""
    clients = {row["client_code"]: row for row in tables.clienten}
    found: dict[Cell, set[str]] = {}

    def count(measure: str, who: str, codes: Iterable[tuple[str, str]]) -> None:
        found.setdefault((measure, frozenset(codes)), set()).add(who)

    for number, contact in enumerate(tables.contacten):
        client = clients.get(contact["client_code"])
        who = contact["client_code"] or f"anonymous {number}"
        branch = client["branche_hoofd"] if client else "onbekend"
        count("contacten", who, [])
        count("contacten", who, [("branche", branch)])
        count("contacten", who, [("soort", contact["soort"])])
        if client:
            for codes in _of_client(client):
                count("clienten", who, codes)
    return found


def _of_client(client: Row) -> Iterable[list[tuple[str, str]]]:
    branch, gender = ("branche", client["branche_hoofd"]), ("gender", client["gender"])
    return [], [branch], [gender], [branch, gender]


def _cell(cell: Mapping[str, Any]) -> Cell:
    return cell["measure"], frozenset(cell["dimensions"].items())

"""A year of an organisation and its next one, of which some clients come back; and its attack."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from services.registry.tests.support.attack import keeps_its_secret
from services.registry.tests.support.history import History, T
from services.registry.tests.support.two_years import Fate, Supposes, TwoYears, lives_of

from registry.integration.published import document
from registry.minimum_format.rules.records import Client, Period, Rows

from .years import YEAR, attributes, organisation_of, year_of

NEXT = Period(YEAR.year + 1)
Sized = tuple[str, str, dict[str, str], str, int, tuple[int, int]]
"""What the reader supposed; measure, codes, fate; real size and bounds."""


@dataclass(frozen=True)
class TwoYearsOfOne:
    """Both years as they were and all that was told of them."""

    organisation: str
    before: Rows
    now: Rows
    history: History

    def documents(self) -> tuple[Mapping[str, object], Mapping[str, object]]:
        first, second = (
            document([one for one in self.history.published if one[1].year == year.year], T)
            for year in (YEAR, NEXT)
        )
        return first, second

    @property
    def is_in_tens(self) -> bool:
        return any(
            cell["rounded_to"] and cell["period"] == "Y" for cell in self.documents()[1]["cells"]
        )


def told(clients: int, seed: int, left: int, arrived: int) -> TwoYearsOfOne:
    """Who is not among those who left comes back, with other contacts."""
    before = year_of(clients, seed)
    now = next_of(before, year_of(clients, seed + 1000), seed, left, arrived)
    history = History(organisation_of(clients), f"secret {seed}".encode())
    for year, rows in ((YEAR, before), (NEXT, now)):
        history.deliver(year, rows)
        history.march(year.year + 1)
    return TwoYearsOfOne(history.organisation, before, now, history)


def next_of(before: Rows, another: Rows, seed: int, left: int, arrived: int) -> Rows:
    """The contacts of another year, of those who came back and of so many new ones."""
    dice = Random(f"next {seed}")
    back = dice.sample(before.clienten, len(before.clienten) - left)
    new = dice.sample(another.clienten, arrived)
    others = [one.client_code for one in another.clienten if one not in new]
    others += [others[nr % len(others)] for nr in range(len(back) - len(others))]
    as_other: list[tuple[Client, str]] = [
        *(
            (replace(one, eerste_contact="gekend"), of)
            for one, of in zip(back, others, strict=False)
        ),
        *(
            (replace(one, client_code=f"n{nr}", eerste_contact="nieuw"), one.client_code)
            for nr, one in enumerate(new)
        ),
    ]
    contacts = tuple(
        replace(row, client_code=client.client_code, maand=f"{NEXT.year}{row.maand[4:]}")
        for client, of in as_other
        for row in another.contacten
        if row.client_code == of
    )
    return Rows(tuple(client for client, _ in as_other), contacts)


def sized(two: TwoYearsOfOne) -> tuple[list[Sized], int]:
    """The groups of one to four that a reader sizes, and how many were asked."""
    found: list[Sized] = []
    asked = 0
    units = _units(two)
    for supposes in _true(units):
        reader = TwoYears(*two.documents(), two.organisation, supposes)
        for measure, dims, fate, lives in reader.asked():
            real = sum(
                number
                for (name, its, life), number in units.items()
                if name == measure and life in lives and dims.items() <= dict(its).items()
            )
            if not 0 < real < T:
                continue
            asked += 1
            if keeps_its_secret(reader.sizes(measure, dims, lives), T):
                continue
            bounds = reader.bounds(measure, dims, lives)
            assert bounds[0] <= real <= bounds[1], "the reader was told what is not true"
            if not keeps_its_secret(bounds, T):
                found.append((supposes, measure, dims, fate, real, bounds))
    return found, asked


def _true(units: Mapping[tuple[str, tuple[tuple[str, str], ...], str], int]) -> Iterator[Supposes]:
    yield Supposes.NOTHING
    lives = {life for measure, _, life in units if measure == "clienten"}
    for supposes, fate in (
        (Supposes.NOBODY_ARRIVED, Fate.ARRIVED),
        (Supposes.NOBODY_LEFT, Fate.LEFT),
    ):
        if not lives & lives_of(fate)[0]:
            yield supposes


def _units(two: TwoYearsOfOne) -> Counter[tuple[str, tuple[tuple[str, str], ...], str]]:
    """How many of these codes had this life over both years, by measure."""
    clients = {one.client_code: one for rows in (two.now, two.before) for one in rows.clienten}
    found: Counter[tuple[str, tuple[tuple[str, str], ...], str]] = Counter()
    for measure in ("clienten", "begeleidingen"):
        before, now = (_lives(rows, measure) for rows in (two.before, two.now))
        for code in before.keys() | now.keys():
            life = f"{before.get(code, '')}>{now.get(code, '')}"
            found[measure, tuple(attributes(clients[code]).items()), life] += 1
    return found


def _lives(rows: Rows, measure: str) -> dict[str, str]:
    halves: dict[str, set[str]] = {}
    for row in rows.contacten:
        if row.client_code and (measure == "clienten" or row.begeleiding_status):
            halves.setdefault(row.client_code, set()).add("1" if row.maand[5:] < "07" else "2")
    return {code: "".join(sorted(some)) for code, some in halves.items()}

"""The unknown persons and acts behind an organisation's figures of one year, as a reader sees them.

Persons live in the first half, in the second or in both, by the months of their contacts; contacts,
referrals and acts have one moment. Their attributes are the year's, in all periods.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from disclosure import Measure, System, Unit, Unknowns, at_most
from disclosure.system import Members
from registry.counts.rules import cells
from registry.counts.rules.aggregation import CLIENT_DIMENSIONS
from registry.counts.rules.cells import Key
from registry.disclosure.rules.acts import Acts, acts, name_of_act, name_of_attendance
from registry.disclosure.rules.lives import (
    BOTH,
    FIRST,
    HALF,
    OF_PERSONS,
    SECOND,
    YEAR,
    half_of,
    name_of,
)
from registry.disclosure.rules.publication import Figures
from registry.disclosure.rules.still_counted import CountedHalf, still_counted
from registry.disclosure.rules.told_acts import ERASED, all_as_told
from registry.disclosure.rules.told_register import ToldRegister
from registry.minimum_format.rules.records import Client, Contact, Period, Rows

Cliques = tuple[tuple[str, ...], ...]
CLIQUES_OF_CLIENTS: Cliques = (
    (cells.BRANCHE, cells.GENDER),
    (cells.LEEFTIJD,),
    (cells.NATIONALITEIT,),
    (cells.EERSTE_CONTACT,),
)


@dataclass(frozen=True, slots=True)
class ToldHalf:
    """A half that was told: its figures, its acts in counts, and what is left of its rows.

    Halves that were told before counts were kept have none. ``few`` is of :class:`CountedHalf`.
    """

    figures: Figures
    register: ToldRegister | None
    rows: Rows
    few: int


STANDING_IN = f"{ERASED} "
"""How the names of those begin who are counted for an erased person, each by themselves."""


def stands_in(unit: Unit) -> bool:
    """Whether nobody who is there is behind it, but a half that was told counts it still."""
    return unit.person.startswith(STANDING_IN)


class Register:
    """The unknowns behind all measures of one organisation and year, and the real rows.

    Persons are those of the rows, and so are acts. Of the halves that were told (1, 2) acts are
    what was told, and persons as many as that was at least.
    """

    def __init__(
        self, organisation: str, rows: Rows, year: int, told: Mapping[int, ToldHalf] | None = None
    ) -> None:
        self.system = System(truth=[])
        self._measures: dict[str, Unknowns] = {}
        self._months = Period(year).months
        told = told or {}
        done = [*_acts(organisation, rows, year, told)]
        for name, cliques, units in _persons(rows, told, done):
            measure = Measure(name, cells.CATEGORIES, cliques, OF_PERSONS)
            self._measures[name] = Unknowns.add(self.system, measure, units)
        for one in done:
            self._measures[one.measure.name] = Unknowns.add(self.system, one.measure, one.units)
        self._rule_out(self._months)
        by_branch = ((), (cells.BRANCHE,))
        inside = [({BOTH}, {BOTH}), ({FIRST, BOTH}, {FIRST, BOTH})]
        inside += [({SECOND, BOTH}, {SECOND, BOTH}), (set(OF_PERSONS[YEAR]),) * 2]
        halves = [({FIRST, BOTH}, {FIRST}), ({SECOND, BOTH}, {SECOND})]
        same = [({FIRST}, {FIRST}), ({SECOND}, {SECOND})]
        of = self._measures
        at_most(of[cells.BEGELEIDINGEN], of[cells.CLIENTEN], inside, by_branch)
        at_most(of[cells.CLIENTEN], of[cells.CONTACTEN], halves, by_branch)
        at_most(of[cells.DOORVERWIJZINGEN], of[cells.CONTACTEN], same, by_branch)

    @property
    def measures(self) -> Mapping[str, Unknowns]:
        """By the measure's name."""
        return self._measures

    def unknowns(self, key: Key) -> Unknowns | None:
        """The measure behind a cell; none where it counts what is nobody's."""
        named = {cells.ACTIVITEITEN: name_of_act, cells.BEREIK: name_of_attendance}.get(key.measure)
        name = named(dict(key.dimensions)[cells.TYPE]) if named else key.measure
        return self._measures.get(name)

    def members(self, key: Key, period: Period) -> Members:
        """The unknowns whose sum the cell is in this period."""
        unknowns = self.unknowns(key)
        if unknowns is None:
            raise ValueError(f"{key} counts nobody")
        where = where_of(key)
        month = dict(key.dimensions).get(cells.MAAND)
        if key.measure == cells.ACTIVITEITEN and month is not None:
            return unknowns.of_lives({month}, where)
        return unknowns.of_period(name_of(period), where)

    def _rule_out(self, months: Iterable[str]) -> None:
        """Contacts of a month in the other half, and consultations that are none."""
        contacts = self._measures[cells.CONTACTEN]
        never = [
            contacts.of_lives({SECOND if half_of(month) == FIRST else FIRST}, {cells.MAAND: month})
            for month in months
        ]
        if any(cells.CONSULTATIE in clique for clique in contacts.measure.cliques):
            never += [
                contacts.of_lives(
                    {FIRST, SECOND},
                    {cells.AARD: nature, cells.PLAATS: place, cells.CONSULTATIE: code},
                )
                for nature, place, code in product(
                    *(cells.CATEGORIES[name] for name in (cells.AARD, cells.PLAATS)),
                    cells.CATEGORIES[cells.CONSULTATIE],
                )
                if code != cells.consultation(nature, place)
            ]
        for members in never:
            self.system.fix(members, 0, 0)


def _acts(organisation: str, rows: Rows, year: int, told: Mapping[int, ToldHalf]) -> Iterator[Acts]:
    halves = []
    for half in (1, 2):
        period = Period(year, half)
        its, own = told.get(half), rows if half not in told else told[half].rows
        inside = [*acts(organisation, own.within(period.months), year)]
        if its is not None and its.register is not None:
            inside = all_as_told(organisation, period, its.register, inside)
        halves.append(inside)
    for first, second in zip(*halves, strict=True):
        yield replace(first, units=(*first.units, *second.units))


def where_of(key: Key) -> dict[str, str]:
    """The codes of a cell that are dimensions of its measure's unknowns."""
    apart = (cells.TYPE, cells.MAAND) if key.measure in (cells.ACTIVITEITEN, cells.BEREIK) else ()
    return {name: code for name, code in key.dimensions if name not in apart}


def _lives(contacts: Iterable[Contact], clients: Mapping[str, Client]) -> dict[str, str]:
    halves: dict[str, set[str]] = {}
    for contact in contacts:
        if contact.client_code is not None and contact.client_code in clients:
            halves.setdefault(contact.client_code, set()).add(half_of(contact.maand))
    return {code: "".join(sorted(some)) for code, some in halves.items()}


def _persons(
    rows: Rows, told: Mapping[int, ToldHalf], done: Sequence[Acts]
) -> Iterator[tuple[str, Cliques, list[Unit]]]:
    """Clients and persons in guidance: of the rows, and those whom a told half still counts."""
    clients = {client.client_code: client for client in rows.clienten}
    changed = _changed(clients, told)
    is_few = all(len(changed) < its.few for its in told.values())
    if is_few:
        clients |= changed
    reached = [*_reached(rows.contacten, clients)]
    guided = [*_reached((row for row in rows.contacten if row.begeleiding_status), clients)]
    for half, its in told.items():
        life = (FIRST, SECOND)[half - 1]
        here = OF_PERSONS[HALF[half - 1]]
        contacts = next(one.units for one in done if one.measure.name == cells.CONTACTEN)
        more = still_counted(
            CountedHalf(
                its.figures,
                [unit.codes for unit in reached if unit.life in here],
                [unit.codes for unit in guided if unit.life in here],
                Counter(unit.codes[cells.BRANCHE] for unit in contacts if unit.life == life),
                its.few if is_few else 0,
            )
        )
        for units, some in zip((reached, guided), more, strict=True):
            units += [
                Unit(its_codes, life, f"{STANDING_IN}{life} {nr}")
                for nr, its_codes in enumerate(some)
            ]
    yield cells.CLIENTEN, CLIQUES_OF_CLIENTS, reached
    yield cells.BEGELEIDINGEN, ((cells.BRANCHE,),), guided


def _changed(clients: Mapping[str, Client], told: Mapping[int, ToldHalf]) -> Mapping[str, Client]:
    """Clients who are another now than in their half, as that knew them; but for who is new, which
    no half tells.

    What was done for them there counts so. Of few of them, figures beside that half's would tell.
    """
    before = {client.client_code: client for its in told.values() for client in its.rows.clienten}
    return {
        code: known
        for code, client in clients.items()
        if code in before
        for known in [replace(before[code], eerste_contact=client.eerste_contact)]
        if _attributes(known) != _attributes(client)
    }


def _attributes(client: Client) -> dict[str, str]:
    return {name: of(client) for name, of in CLIENT_DIMENSIONS.items()}


def _reached(contacts: Iterable[Contact], clients: Mapping[str, Client]) -> Iterator[Unit]:
    for code, life in _lives(contacts, clients).items():
        yield Unit(_attributes(clients[code]), life, code)

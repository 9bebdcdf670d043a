"""The register that was told and that of a later delivery, unit by unit: who went, stayed, came.

A unit is a person or an act with all its codes and its life. Of whom something changed, the old one
went and the new one came. An anonymous contact is the same as any other with the same codes.

Persons have the same client codes in both (:func:`same_persons.under_codes_of`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosure import Change, Unit, Unknowns
from registry.disclosure.rules.register import Register
from registry.minimum_format.rules.records import Period, Rows


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one measure in both registers."""

    old: Unknowns
    new: Unknowns
    gone: tuple[Unit, ...]
    same: tuple[Unit, ...]
    came: tuple[Unit, ...]


class TwoRegisters:
    """Of one organisation and year."""

    def __init__(self, organisation: str, year: int, old: Rows, new: Rows) -> None:
        self.organisation, self.year = organisation, Period(year)
        self.old = Register(organisation, old, year)
        self._new = Register(organisation, new, year)
        self._known = {client.client_code for rows in (old, new) for client in rows.clienten}
        self.measures: Mapping[str, Units] = {
            name: self._compare(unknowns, self._new.measures[name])
            for name, unknowns in self.old.measures.items()
        }

    def person(self, unit: Unit) -> str | None:
        """The client behind a unit; none where nobody can tell."""
        return unit.person if unit.person in self._known else None

    def change(self) -> Change:
        """Both as one system, for who attacks what was told of them."""
        stayed = [0] * len(self.old.system.truth)
        for units in self.measures.values():
            for position in units.old.among(units.same).positions():
                stayed[position] += 1
        return Change(self.old.system, self._new.system, stayed)

    def _compare(self, old: Unknowns, new: Unknowns) -> Units:
        gone, same = self._apart(old.units, new.units)
        came, _ = self._apart(new.units, old.units)
        return Units(old, new, gone, same, came)

    def _apart(
        self, units: Iterable[Unit], others: Iterable[Unit]
    ) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        """Units that are not among the others, and those that are."""
        left = Counter(map(self._name, others))
        apart: list[Unit] = []
        shared: list[Unit] = []
        for unit in units:
            name = self._name(unit)
            (shared if left[name] > 0 else apart).append(unit)
            left[name] -= 1
        return tuple(apart), tuple(shared)

    def _name(self, unit: Unit) -> tuple[object, ...]:
        return self.person(unit), unit.life, *sorted(unit.codes.items())

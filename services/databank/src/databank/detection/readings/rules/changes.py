"""Which stored readings stand, changed, or no longer hold, when a record was read anew.

No hysteresis: what stands afterwards is what was read, in whatever order the record grew. Only
which reading is held to be the same as before follows from what was told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from databank.detection.readings.rules.reading import Reading


@dataclass(frozen=True, slots=True)
class Standing:
    """A reading that was told, and stands; ``revision`` counts what was told of it."""

    id: UUID
    reading: Reading
    revision: int = 1

    def is_about_same(self, reading: Reading) -> bool:
        """The same two branches, whichever way, in overlapping brackets."""
        mine = self.reading
        return (
            {mine.from_branch, mine.to_branch} == {reading.from_branch, reading.to_branch}
            and mine.after <= reading.before
            and reading.after <= mine.before
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Writes after which what stands is what was read. ``same``: at most the probability, and what
    was counted, differ."""

    new: tuple[Reading, ...]
    same: tuple[tuple[Standing, Reading], ...]
    changed: tuple[tuple[Standing, Reading], ...]
    vanished: tuple[Standing, ...]


def difference(standing: Sequence[Standing], readings: Sequence[Reading]) -> Changes:
    """Of one person. A reading keeps its id while one of the same two branches overlaps it."""
    left = sorted(standing, key=lambda each: (what(each.reading), each.id))
    same, changed, new, unmatched = [], [], [], []
    for reading in readings:
        known = next((each for each in left if what(each.reading) == what(reading)), None)
        if known is None:
            unmatched.append(reading)
        else:
            left.remove(known)
            same.append((known, reading))
    for reading in unmatched:
        known = next((each for each in left if each.is_about_same(reading)), None)
        if known is None:
            new.append(reading)
        else:
            left.remove(known)
            changed.append((known, reading))
    return Changes(tuple(new), tuple(same), tuple(changed), tuple(left))


def what(reading: Reading) -> tuple[str, str, str, int, int]:
    """What a reading says, without how likely it is."""
    return (
        reading.kind.value,
        reading.from_branch.value,
        reading.to_branch.value,
        reading.after.toordinal(),
        reading.before.toordinal(),
    )

"""A register that was told twice: who went, who stayed as they were, and who came.

Two registers over the same unknowns make one system with three times as many. Who is counted in the
first telling went or stayed, who is in the second stayed or came; of whom something changed, the
old went and the new came.

Where nothing more is known, those who went and those who came hide each other, and any figures seem
safe. A reader may know better. So the question is put three times: to who knows nothing, to who
knows that persons only went, and to who knows that they only came.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.audit import sizes_nobody
from disclosure.solver import ContradictionError
from disclosure.system import Members, Row, System


@dataclass(slots=True)
class Change:
    """``stayed`` is how many of each unknown are the same in both registers.

    Whatever ties the unknowns of one register ties them in both. Rows and groups of what was told
    are added to ``system`` by who knows it.
    """

    old: System
    new: System
    stayed: Sequence[int]
    system: System = field(init=False)

    def __post_init__(self) -> None:
        gone = [all_ - same for all_, same in zip(self.old.truth, self.stayed, strict=True)]
        came = [all_ - same for all_, same in zip(self.new.truth, self.stayed, strict=True)]
        self.system = System([*gone, *self.stayed, *came])
        for row in self.old.rows:
            self.system.rows += self._of_both(row)

    def _of_both(self, row: Row) -> Iterator[Row]:
        """What is equal is equal among those who went too. That some are among others may not hold
        there, where somebody kept the one and lost the other; but where it does, a reader may take
        it for granted."""
        if row.is_inequality:
            yield self._row(row, self.before)
            yield self._row(row, self.after)
        for of in (self.gone, self.same, self.came):
            same = self._row(row, of)
            if not row.is_inequality or self._holds(same):
                yield same

    def _row(self, row: Row, of: Callable[[Members], Members]) -> Row:
        return Row(of(row.add), of(row.subtract), row.low, row.high)

    def _holds(self, row: Row) -> bool:
        value = self.system.value(row.add) - self.system.value(row.subtract)
        return row.low <= value <= row.high

    def gone(self, members: Members) -> Members:
        return members

    def same(self, members: Members) -> Members:
        return self._shifted(members, 1)

    def came(self, members: Members) -> Members:
        return self._shifted(members, 2)

    def before(self, members: Members) -> Members:
        """Members of the first register."""
        return self.gone(members) + self.same(members)

    def after(self, members: Members) -> Members:
        """Members of the second register."""
        return self.same(members) + self.came(members)

    def sizes_nobody(self) -> bool:
        """Whether no group is known too well to any of the three readers.

        A reader whom the figures contradict knows that he was wrong, and no more.
        """
        return all(self._sizes_nobody(nobody) for nobody in ((), self._every(2), self._every(0)))

    def _sizes_nobody(self, nobody: Members) -> bool:
        none = frozenset(nobody)
        asked = [group for group in self.system.groups if not none.issuperset(group.members)]
        rows = [*self.system.rows, Row(nobody)] if nobody else self.system.rows
        try:
            return sizes_nobody(System(self.system.truth, rows, [], asked))
        except ContradictionError:
            return bool(nobody)

    def _every(self, state: int) -> Members:
        return self._shifted(tuple(range(len(self.old.truth))), state)

    def _shifted(self, members: Members, by: int) -> Members:
        return tuple(unknown + by * len(self.old.truth) for unknown in members)

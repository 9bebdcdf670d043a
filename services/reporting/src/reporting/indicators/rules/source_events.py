"""Source events of a figure: which events and records it was counted from, by kind and month.

Nobody lists the kinds of an indicator: it is computed once more, and what it reads is noted. Only
counts come out, of events and never of persons.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reporting.facts.rules.facts import Fact, Facts
from reporting.indicators.rules.answers import INDICATORS
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period
from reporting.regie.rules.kinds import RegieKind
from reporting.regie.rules.records import RegieEntry, Register


@dataclass(frozen=True, slots=True)
class SourceEvents:
    """``kind`` is that of the fact or of the record; ``months`` the count of each month with any.

    Events after the period say what became of what is of it, and are counted in their own month.
    """

    kind: str
    count: int
    months: tuple[tuple[date, int], ...]


def source_events(indicator_id: str, evidence: Evidence) -> list[SourceEvents]:
    """By kind, in the order of their names; empty for figures that others deliver counted."""
    read: dict[int, Fact | RegieEntry] = {}
    INDICATORS[indicator_id](
        replace(
            evidence,
            facts=_NotedFacts(evidence.facts, read),
            followed=_NotedFacts(evidence.followed, read),
            fines=_NotedFacts(evidence.fines, read),
            register=_NotedRegister(evidence.register, evidence.period, read),
        )
    )
    kinds: dict[str, Counter[date]] = {}
    for each in read.values():
        kinds.setdefault(str(each.kind), Counter())[each.day.replace(day=1)] += 1
    return [
        SourceEvents(kind, months.total(), tuple(sorted(months.items())))
        for kind, months in sorted(kinds.items())
    ]


class _NotedFacts(Facts):
    def __init__(self, facts: Facts, read: dict[int, Fact | RegieEntry]) -> None:
        super().__init__(facts)
        self._read = read

    def __iter__(self) -> Iterator[Fact]:
        for fact in super().__iter__():
            self._read[id(fact)] = fact
            yield fact

    def of(self, *kinds: str) -> Facts:
        return Facts(_noted(super().of(*kinds), self._read))


class _NotedRegister(Register):
    """What lies in the period; the whole register stands in the evidence of each."""

    def __init__(
        self, register: Register, period: Period, read: dict[int, Fact | RegieEntry]
    ) -> None:
        super().__init__(each for kind in RegieKind for each in register.of(kind))
        self._period, self._read = period, read

    def of(self, kind: RegieKind, *types: str) -> list[RegieEntry]:
        found = super().of(kind, *types)
        self._read.update((id(each), each) for each in found if each.day in self._period)
        return found


def _noted(facts: Facts, read: dict[int, Fact | RegieEntry]) -> Iterator[Fact]:
    for fact in facts:
        read[id(fact)] = fact
        yield fact

"""Back-tests: what a version would have found, and how today's cases would fare."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chassis.days import city_day
from chassis.messages import LazyMessage, lazy
from chassis.refusals import RefusedError
from databank.detection.cases.rules import Outcome
from databank.detection.rules.precision import Precision, Share
from databank.detection.rules.version import Step

LONGEST_YEARS = 30
"""Years that a back-test may look back over."""
MOST_IDS = 100
"""Cases that a result names; all are counted."""

Evidence = frozenset[str]


class BackTestState(StrEnum):
    """State of a back-test on its way."""

    WACHT = "wacht"
    BEZIG = "bezig"
    KLAAR = "klaar"
    GEANNULEERD = "geannuleerd"
    MISLUKT = "mislukt"


UNFINISHED = frozenset({BackTestState.WACHT, BackTestState.BEZIG})


class NotBackTestedError(RefusedError):
    """A version is not moved on before a back-test of these very parameters."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Toets deze versie eerst terug, met precies deze instellingen."),
            code="niet-teruggetoetst",
            extra={"allowed": [Step.TERUGTOETSEN.value]},
        )


class SecondPersonNeededError(RefusedError):
    """Nobody puts a version in force alone (DP-09)."""

    def __init__(self, reason: LazyMessage) -> None:
        super().__init__(reason, code="tweede-persoon-nodig", extra={"allowed": []})


def period_error(from_day: date, to_day: date) -> LazyMessage | None:
    """The reason why a back-test cannot be of these days, ``to_day`` left out, if there is one."""
    if to_day <= from_day:
        return lazy("De laatste dag moet na de eerste komen.")
    if from_day.year < 1990 or to_day.year - from_day.year > LONGEST_YEARS:
        return lazy("Kies een periode na 1990 van hoogstens 30 jaar.")
    return None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that the version would find. ``group`` is the branch pair, or the ground."""

    key: tuple[str, ...]
    group: str
    at: datetime
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case that is known, with what people said of it. ``in_force``: it stands today and is told;
    others were found in shadow, or are withdrawn, and count only for what people said."""

    id: str
    key: tuple[str, ...]
    at: datetime
    evidence: Evidence
    outcome: Outcome | None
    in_force: bool = True


@dataclass
class Tally:
    """Adds up hits as they are found, and gives the result at the end."""

    known: Sequence[KnownCase]
    _months: Counter[tuple[str, str]] = field(default_factory=Counter)
    _kept: set[str] = field(default_factory=set)
    _assessed: dict[str, Outcome] = field(default_factory=dict)
    _new: int = 0

    def __post_init__(self) -> None:
        self._by_key: dict[tuple[str, ...], list[KnownCase]] = {}
        for case in self.known:
            self._by_key.setdefault(case.key, []).append(case)

    def add(self, hits: Iterable[Hit]) -> None:
        for hit in hits:
            self._months[city_day(hit.at).isoformat()[:7], hit.group] += 1
            alike = self._by_key.get(hit.key, ())
            same = _same(hit, (case for case in alike if case.in_force), self._kept)
            if same is None:
                self._new += 1
            else:
                self._kept.add(same.id)
            told = _same(hit, (case for case in alike if case.outcome), self._assessed)
            if told and told.outcome:
                self._assessed[told.id] = told.outcome

    def result(self) -> dict[str, Any]:
        today = [case for case in self.known if case.in_force]
        gone = [case for case in today if case.id not in self._kept]
        return {
            "found": sum(self._months.values()),
            "perMonth": [
                {"month": month, "group": group, "count": count}
                for (month, group), count in sorted(self._months.items())
            ],
            "today": len(today),
            "kept": len(self._kept),
            "appear": self._new,
            "vanish": len(gone),
            "vanishing": sorted(case.id for case in gone)[:MOST_IDS],
            "precision": document(Counter(self._assessed.values())),
            "vanishingPrecision": document(Counter(case.outcome for case in gone if case.outcome)),
        }


def _same(hit: Hit, cases: Iterable[KnownCase], taken: Container[str]) -> KnownCase | None:
    """The case that the hit is: of the very evidence, else of a part of it."""
    left = [case for case in cases if case.id not in taken]
    exact = next((case for case in left if case.evidence == hit.evidence), None)
    return exact or next((case for case in left if case.evidence & hit.evidence), None)


def document(outcomes: Mapping[Outcome, int]) -> dict[str, Any]:
    """Precision as people read it, with the number of cases by outcome."""
    precision = Precision.of(outcomes)
    return {
        "assessed": precision.assessed,
        "outcomes": {outcome.value: count for outcome, count in outcomes.items()},
        "right": _share(precision.right),
        "confirmed": _share(precision.confirmed),
        "falsePositives": _share(precision.false_positives),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "count": share.count,
        "outOf": share.out_of,
        "share": share.share,
        "low": share.low,
        "high": share.high,
    }

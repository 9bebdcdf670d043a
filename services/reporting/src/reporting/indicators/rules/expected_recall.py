"""How many moves between branches the police would find, beside the figures of moves.

It says how well supervision sees. A count is never scaled up by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.facts.rules.facts import Fact
from reporting.figures.rules.code_labels import move_label
from reporting.figures.rules.outcomes import Breakdown, Row
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import PeriodKind

HALVES = {PeriodKind.HALFJAAR: 1, PeriodKind.JAAR: 2}
"""The databank measures half-years."""


@dataclass(frozen=True, slots=True)
class SeenMoves:
    """Tables and notes of a period; none while a half-year of it is not measured."""

    tables: tuple[Breakdown, ...] = ()
    notes: tuple[str, ...] = ()


def expected_recall(evidence: Evidence) -> SeenMoves:
    """By direction, of 100 who move so. Of a year the mean of both halves; what is hardly visible
    in one of them has no number."""
    last = {fact.day: fact for fact in evidence.facts.of("expected-recall-measured")}
    if not last or len(last) != HALVES.get(evidence.period.kind):
        return SeenMoves()
    halves = [*last.values()]
    hardly = sorted({code for each in halves for code in each.dims["hardly_visible"]})
    rows = tuple(
        Row(code, _label(code), _of_hundred(code, halves))
        for code in halves[0].dims["found"]
        if all(code in each.dims["found"] for each in halves)
    )
    notes = [
        "Verwachte vindkans: van 100 mensen die zo verschuiven, zou de politie er met de controles "
        "die er waren zoveel vinden. Dat zegt hoe goed het toezicht ziet. Reken er geen aantal mee "
        "om."
    ]
    if hardly:
        listed = ", ".join(_label(code) for code in hardly)
        notes.append(f"Nauwelijks zichtbaar onder dit toezicht, minder dan 10 op 100: {listed}.")
    table = Breakdown("expected_recall", "verschuiving (verwachte vindkans, op 100)", rows)
    return SeenMoves((table,), (*notes,))


def _of_hundred(code: str, halves: Sequence[Fact]) -> int:
    found = sum(int(each.dims["found"][code]) for each in halves)
    return round(100 * found / sum(int(each.dims["planted"]) for each in halves))


def _label(code: str) -> str:
    return move_label(*code.split(":"))

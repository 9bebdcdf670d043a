"""Comparison of a figure with the same figure of the period before."""

from dataclasses import dataclass

from reporting.figures.rules.outcomes import Completeness, Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """``change`` is the difference with ``before``, where the two can be compared."""

    before: Outcome
    change: int | None


def compare(now: Outcome, before: Outcome, *, ended: bool) -> Comparison:
    """A difference is said of two whole figures alone: of a running year against a whole one, of a
    partial or a rounded figure it would mislead."""
    both = (now, before)
    whole = ended and all(each.completeness is Completeness.VOLLEDIG for each in both)
    if now.value is None or before.value is None or not whole or now.margin or before.margin:
        return Comparison(before, None)
    return Comparison(before, now.value - before.value)

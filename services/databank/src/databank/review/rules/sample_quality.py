"""Quality of the matcher, from a small blind sample of what it decided by itself.

Which decisions are sampled follows from the id of the claim alone, so the same ones are drawn
whenever the stream is played again. People see the two sides and not the decision.

**Precision**: of the claims that were given to a known person, the share that belongs there.
**Recall**: of the claims of persons who were known, the share that was given to them; the missed
ones are among the claims that became a new person and resembled a known one. What resembled nobody
is not asked about, so a person whom the matcher could not even find counts as new in both.
Answers "niet te zeggen" count for neither side and are told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from databank.review.rules.question import Answer
from linkage.evaluation.intervals import Interval, wilson

ENOUGH = 30
"""Answers from which a group of names gets figures of its own."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval, or no share when nobody answered yet."""

    value: float | None
    interval: Interval


@dataclass(frozen=True, slots=True)
class Stratum:
    """Decisions of one kind: how many there were, and what people said of the sampled ones."""

    decided: int
    same: int = 0
    other: int = 0
    unsure: int = 0
    waiting: int = 0

    @property
    def answered(self) -> int:
        return self.same + self.other

    @property
    def share_same(self) -> Estimate:
        value = self.same / self.answered if self.answered else None
        return Estimate(value, wilson(self.same, self.answered))


@dataclass(frozen=True, slots=True)
class Quality:
    matches: Stratum
    news: Stratum

    @property
    def precision(self) -> Estimate:
        return self.matches.share_same

    @property
    def recall(self) -> Estimate:
        """Found over found and missed, each stratum weighed by all of its decisions.

        The interval takes the worst of one stratum with the worst of the other, so it holds at
        least 95 %.
        """
        right, missed = self.precision, self.news.share_same
        if right.value is None or missed.value is None:
            return Estimate(None, Interval(0.0, 1.0))
        return Estimate(
            self._recall(right.value, missed.value),
            Interval(
                self._recall(right.interval.low, missed.interval.high),
                self._recall(right.interval.high, missed.interval.low),
            ),
        )

    def _recall(self, right: float, missed: float) -> float:
        given, lost = self.matches.decided * right, self.news.decided * missed
        return given / (given + lost) if given + lost else 0.0


def stratum(decided: int, answers: Iterable[str | None]) -> Stratum:
    """``answers`` are of the sampled decisions; None where people did not answer yet."""
    given = list(answers)
    return Stratum(
        decided=decided,
        same=given.count(Answer.DEZELFDE.value),
        other=given.count(Answer.ANDERE.value),
        unsure=given.count(Answer.NIET_TE_ZEGGEN.value),
        waiting=given.count(None),
    )

"""Calibration of the matcher on the blind sample: probabilities said, beside what people found.

The model's own figures are too kind to it where it errs, so nothing here is taken from them but the
probability that was said. "Niet te zeggen" counts for neither side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from databank.matching.rules.outcomes import LinkOutcome
from databank.review.rules.question import Answer
from databank.review.rules.sample_quality import ENOUGH
from linkage.evaluation.calibration import ReliabilityCurve
from linkage.evaluation.intervals import Interval, wilson


class Verdict(StrEnum):
    """Whether what was said lies within the 95 % interval of what people found."""

    TOO_FEW = "te_weinig"
    FITS = "klopt"
    TOO_SURE = "te_zeker"
    TOO_CAREFUL = "te_voorzichtig"


@dataclass(frozen=True, slots=True)
class JudgedDecision:
    """``said``: how probable the matcher held it, in [0, 1], that the two sides are one person."""

    decision: LinkOutcome
    answer: Answer | None
    said: float
    culture: str

    @property
    def is_judged(self) -> bool:
        return self.answer in (Answer.DEZELFDE, Answer.ANDERE)


@dataclass(frozen=True, slots=True)
class FalseLinks:
    """Links to a known person that people judged: how many are false, and how many should be."""

    judged: int
    expected: float
    counted: int

    @property
    def interval(self) -> Interval:
        """Bounds of the number of false links that fits what people found."""
        share = wilson(self.counted, self.judged)
        return Interval(share.low * self.judged, share.high * self.judged)

    @property
    def verdict(self) -> Verdict:
        if self.judged < ENOUGH:
            return Verdict.TOO_FEW
        return verdict(self.expected, self.interval, errors=True)

    @classmethod
    def of(cls, links: Iterable[JudgedDecision]) -> "FalseLinks":
        judged = [one for one in links if one.is_judged and one.decision is LinkOutcome.KNOWN]
        return cls(
            len(judged),
            sum(1 - one.said for one in judged),
            sum(one.answer is Answer.ANDERE for one in judged),
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """``curve`` over links and new persons alike, ``by_culture`` where enough was judged."""

    curve: ReliabilityCurve
    links: FalseLinks
    by_culture: dict[str, FalseLinks]


def calibration(decisions: Iterable[JudgedDecision]) -> Calibration:
    judged = [one for one in decisions if one.is_judged]
    curve = ReliabilityCurve()
    for one in judged:
        curve.add(one.said, one.answer is Answer.DEZELFDE)
    groups = {
        culture: FalseLinks.of(one for one in judged if one.culture == culture)
        for culture in sorted({one.culture for one in judged})
    }
    return Calibration(
        curve,
        FalseLinks.of(judged),
        {culture: links for culture, links in groups.items() if links.judged >= ENOUGH},
    )


def verdict(said: float, found: Interval, *, errors: bool) -> Verdict:
    """``errors``: what is compared counts errors, so more than expected is too sure."""
    if found.low <= said <= found.high:
        return Verdict.FITS
    return Verdict.TOO_SURE if (said < found.low) == errors else Verdict.TOO_CAREFUL

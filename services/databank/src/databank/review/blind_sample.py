"""The blind sample: automatic decisions that people judge without knowing what was decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import Gauge

from chassis.db import Transaction
from chassis.json_documents import json_text
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import review_tasks
from databank.review.rules.name_groups import group_of
from databank.review.rules.question import Answer
from databank.review.rules.sample_calibration import Calibration, JudgedDecision, calibration
from databank.review.rules.sample_quality import Estimate, Quality, Stratum, stratum
from databank.review.store import questions
from databank.review.store.questions import QuestionRow, SampledAnswer
from linkage.names import tokens

SAMPLE = "steekproef"
"""The reason of a question that the blind sample raised."""

SHARE = Gauge(
    "krachtlijn_identity_quality",
    "Precision and recall of automatic links, from the blind sample",
    ["figure", "bound"],
)


@dataclass(frozen=True, slots=True)
class SampleResult:
    """The figures over all, and the answers that they come from."""

    overall: Quality
    answers: list[SampledAnswer]


async def note_answer(tx: Transaction, row: QuestionRow, answer: Answer) -> None:
    """An answer changes nothing by itself. One against the decision becomes an open question, in
    which officers see all there is and decide (DP-09)."""
    if row.reason == LinkOutcome.KNOWN and answer is Answer.ANDERE:
        await review_tasks.ask(tx.conn, [(row.claim_id, row.person_id, SAMPLE, "[]")], tx.now)
    if row.reason == LinkOutcome.NEW and answer is Answer.DEZELFDE:
        ranked = json_text(row.ranked)
        await review_tasks.ask(tx.conn, [(row.claim_id, row.person_id, SAMPLE, ranked)], tx.now)


async def quality(tx: Transaction) -> SampleResult:
    answers, decided = await questions.sampled(tx.conn), await questions.decided(tx.conn)
    return SampleResult(estimate(answers, decided), answers)


def estimate(answers: Sequence[SampledAnswer], decided: Mapping[str, int]) -> Quality:
    """``decided`` counts all automatic decisions of a kind."""
    matches, news = (
        stratum(
            decided.get(outcome, 0),
            [sampled.answer for sampled in answers if sampled.decision is outcome],
        )
        for outcome in (LinkOutcome.KNOWN, LinkOutcome.NEW)
    )
    return Quality(matches, news)


def by_culture(answers: Sequence[SampledAnswer]) -> dict[str, Stratum]:
    """Answers about links to known persons, by the group that a family name is like.

    Only counts leave here, to see whether the matcher is as good for everybody.
    """
    given: dict[str, list[Answer | None]] = defaultdict(list)
    for sampled in answers:
        if sampled.decision is LinkOutcome.KNOWN:
            given[_culture(sampled)].append(sampled.answer)
    return {culture: stratum(len(each), each) for culture, each in given.items()}


def calibrated(answers: Sequence[SampledAnswer]) -> Calibration:
    """Only counts and shares leave here."""
    return calibration(
        JudgedDecision(one.decision, one.answer, one.said, _culture(one)) for one in answers
    )


def _culture(sampled: SampledAnswer) -> str:
    return group_of(tokens(sampled.family_name or ""))


def show(overall: Quality) -> None:
    """As metrics: shares alone. A count of answers would be one of people."""
    for figure, estimated in (("precision", overall.precision), ("recall", overall.recall)):
        _show(figure, estimated)


def _show(figure: str, estimate: Estimate) -> None:
    if estimate.value is not None:
        SHARE.labels(figure, "value").set(estimate.value)
        SHARE.labels(figure, "low").set(estimate.interval.low)
        SHARE.labels(figure, "high").set(estimate.interval.high)

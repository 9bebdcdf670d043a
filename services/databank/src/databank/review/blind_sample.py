"""The blind sample: decisions of the matcher that people judge without knowing what was decided."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import asyncpg
import orjson
from prometheus_client import Gauge

from chassis.db import Transaction
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import review_tasks
from databank.review.rules.question import Answer
from databank.review.rules.sample_quality import Estimate, Quality, Stratum, stratum
from databank.review.store import questions
from linkage.cultures import guess
from linkage.names import tokens

SAMPLE = "steekproef"
"""The reason of a question that the blind sample raised."""

SHARE = Gauge(
    "krachtlijn_identity_quality",
    "Precision and recall of automatic links, from the blind sample",
    ["figure", "bound"],
)
ANSWERS = Gauge(
    "krachtlijn_identity_sample_answers", "Answers in the blind sample", ["decision", "answer"]
)
WAITING = Gauge("krachtlijn_identity_reviews_open", "Open questions of identity", ["kind"])


async def note_answer(tx: Transaction, row: asyncpg.Record, answer: Answer) -> None:
    """An answer changes nothing by itself. One against the decision becomes an open question, in
    which officers see all there is and decide (DP-09)."""
    claim_id, person_id = row["claim_id"], row["person_id"]
    if row["reason"] == LinkOutcome.KNOWN and answer is Answer.ANDERE:
        await review_tasks.ask(tx.conn, [(claim_id, person_id, SAMPLE, "[]")], tx.now)
    if row["reason"] == LinkOutcome.NEW and answer is Answer.DEZELFDE:
        ranked = orjson.dumps(row["ranked"]).decode()
        await review_tasks.ask(tx.conn, [(claim_id, person_id, SAMPLE, ranked)], tx.now)


async def quality(tx: Transaction) -> tuple[Quality, list[asyncpg.Record]]:
    """The figures over all, and the rows of the sample that they come from."""
    rows, decided = await questions.sampled(tx.conn), await questions.decided(tx.conn)
    return judged(rows, decided), rows


def judged(rows: Sequence[Any], decided: dict[str, int]) -> Quality:
    """``rows`` have a ``decision`` and an ``answer``; ``decided`` counts all of a kind."""
    matches, news = (
        stratum(decided.get(kind, 0), [row["answer"] for row in rows if row["decision"] == kind])
        for kind in (LinkOutcome.KNOWN, LinkOutcome.NEW)
    )
    return Quality(matches, news)


async def show(tx: Transaction, found: Quality) -> None:
    """As metrics: shares and counts, nothing about anybody."""
    for figure, estimate in (("precision", found.precision), ("recall", found.recall)):
        _show(figure, estimate)
    for decision, one in ((LinkOutcome.KNOWN, found.matches), (LinkOutcome.NEW, found.news)):
        for name in ("same", "other", "unsure", "waiting"):
            ANSWERS.labels(decision, name).set(getattr(one, name))
    waiting = await questions.waiting(tx.conn)
    for kind in ("koppeling", "samenvoegen", SAMPLE):
        WAITING.labels(kind).set(waiting.get(kind, 0))


def _show(figure: str, estimate: Estimate) -> None:
    if estimate.value is not None:
        SHARE.labels(figure, "value").set(estimate.value)
        SHARE.labels(figure, "low").set(estimate.interval.low)
        SHARE.labels(figure, "high").set(estimate.interval.high)


def groups(rows: Sequence[Any]) -> dict[str, Stratum]:
    """Answers about links to known persons, by the culture that a name is guessed to come from.

    Only counts leave here, to see whether the matcher is as good for everybody.
    """
    answers: dict[str, list[str | None]] = defaultdict(list)
    for row in rows:
        if row["decision"] == LinkOutcome.KNOWN:
            answers[guess(tokens(row["family_name"] or ""))].append(row["answer"])
    return {name: stratum(len(given), given) for name, given in answers.items()}

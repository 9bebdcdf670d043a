"""The blind sample: decisions of the matcher that people judge without knowing what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from prometheus_client import Gauge

from chassis.db import Transaction
from databank.matching.store.claim_writer import NewMembership
from databank.review.rules import sample_quality
from databank.review.rules.question import Answer
from databank.review.rules.sample_quality import Estimate, Quality, stratum
from databank.review.store import questions

MATCH, NEW = "gekend", "nieuw"
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


@dataclass(frozen=True, slots=True)
class _Drawn:
    claim_id: UUID
    person_id: UUID
    other_person_id: UUID
    decision: str
    ranked: str
    bucket: int


async def draw(tx: Transaction, memberships: Iterable[NewMembership]) -> None:
    """Put those of these automatic decisions that the sample takes before people."""
    drawn = [
        one
        for link in memberships
        if link.decision in (MATCH, NEW)
        and (number := sample_quality.bucket(link.claim_id)) < sample_quality.MOST
        and (one := _drawn(link, number))
    ]
    if drawn:
        rows = [
            (d.claim_id, d.person_id, d.other_person_id, d.decision, d.ranked, d.bucket)
            for d in drawn
        ]
        await questions.sample(tx.conn, rows, tx.now)


def _drawn(link: NewMembership, number: int) -> _Drawn | None:
    """Against whom: the person it was given to, or the likeliest of those it was not given to."""
    if link.decision == MATCH:
        other = link.person_id
    else:
        ranked = orjson.loads(link.waterfall)
        if not ranked:
            return None
        other = UUID(ranked[0]["personId"])
    return _Drawn(link.claim_id, link.person_id, other, link.decision, link.waterfall, number)


async def note_answer(tx: Transaction, row: asyncpg.Record, answer: Answer) -> None:
    """An answer changes nothing by itself. One against the decision becomes an open question, in
    which officers see all there is and decide (DP-09)."""
    claim_id, person_id = row["claim_id"], row["person_id"]
    if row["reason"] == MATCH and answer is Answer.ANDERE:
        await questions.ask(tx.conn, [(claim_id, person_id, SAMPLE, "[]")], tx.now)
    if row["reason"] == NEW and answer is Answer.DEZELFDE:
        ranked = orjson.dumps(row["ranked"]).decode()
        await questions.ask(tx.conn, [(claim_id, person_id, SAMPLE, ranked)], tx.now)


async def quality(tx: Transaction) -> tuple[Quality, list[asyncpg.Record]]:
    """The figures over all, and the rows of the sample that they come from."""
    rows, decided = await questions.sampled(tx.conn), await questions.decided(tx.conn)
    return judged(rows, decided), rows


def judged(rows: Sequence[Any], decided: dict[str, int]) -> Quality:
    """``rows`` have a ``decision`` and an ``answer``; ``decided`` counts all of a kind."""
    matches, news = (
        stratum(decided.get(kind, 0), [row["answer"] for row in rows if row["decision"] == kind])
        for kind in (MATCH, NEW)
    )
    return Quality(matches, news)


async def show(tx: Transaction, found: Quality) -> None:
    """As metrics: shares and counts, nothing about anybody."""
    for figure, estimate in (("precision", found.precision), ("recall", found.recall)):
        _show(figure, estimate)
    for kind, one in ((MATCH, found.matches), (NEW, found.news)):
        for name in ("same", "other", "unsure", "waiting"):
            ANSWERS.labels(kind, name).set(getattr(one, name))
    waiting = await questions.waiting(tx.conn)
    for kind in ("koppeling", "samenvoegen", SAMPLE):
        WAITING.labels(kind).set(waiting.get(kind, 0))


def _show(figure: str, estimate: Estimate) -> None:
    if estimate.value is not None:
        SHARE.labels(figure, "value").set(estimate.value)
        SHARE.labels(figure, "low").set(estimate.interval.low)
        SHARE.labels(figure, "high").set(estimate.interval.high)

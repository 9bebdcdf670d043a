"""Why a claim is where it is, in words that an officer understands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from chassis.db import Transaction
from chassis.messages import LazyMessage
from databank.matching.labels import explain
from databank.matching.replay import replay_link
from databank.review.blind_sample import MATCH
from databank.review.rules.sample_quality import Stratum, stratum
from linkage.cultures import guess
from linkage.match_weights import Step
from linkage.names import tokens


@dataclass(frozen=True, slots=True)
class Explanation:
    sentences: tuple[LazyMessage, ...]
    replayed: bool | None


def sentences(ranked: dict[str, Any]) -> list[LazyMessage]:
    """Of one entry of a waterfall as it is kept; no sentence holds a value of a field."""
    steps = [
        Step(one["field"], one["level"], one["bits"], one.get("share")) for one in ranked["steps"]
    ]
    return explain(steps, ranked["posterior"], ranked["conflict"])


async def explained(tx: Transaction, link: asyncpg.Record) -> Explanation:
    """``link`` is a row of ``membership``."""
    again = await replay_link(tx, link)
    ranked = link["waterfall"][0] if link["waterfall"] else None
    words = sentences(ranked) if ranked else []
    return Explanation(tuple(words), again.same if again else None)


def groups(rows: Sequence[Any]) -> dict[str, Stratum]:
    """Answers about links to known persons, by the culture that a name is guessed to come from.

    Only counts leave here, to see whether the matcher is as good for everybody.
    """
    answers: dict[str, list[str | None]] = defaultdict(list)
    for row in rows:
        if row["decision"] == MATCH:
            answers[guess(tokens(row["family_name"] or ""))].append(row["answer"])
    return {name: stratum(len(given), given) for name, given in answers.items()}

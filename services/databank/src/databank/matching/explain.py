"""Why a claim is where it is, in words that an officer understands."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from chassis.db import Transaction
from chassis.messages import LazyMessage
from databank.matching.labels import explain
from databank.matching.replay import replay_link
from linkage.match_weights import Step


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

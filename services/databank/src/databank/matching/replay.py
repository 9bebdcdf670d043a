"""A decision made again with the numbers of its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from databank.matching import model_state
from databank.matching.store import claims, models
from linkage import decision
from linkage.match_weights import Step


@dataclass(frozen=True, slots=True)
class Replayed:
    """The waterfall as it stands with the decision, and the same made again."""

    kept: tuple[Step, ...]
    again: tuple[Step, ...]

    @property
    def same(self) -> bool:
        """To the last bit."""
        return self.kept == self.again


async def replay(tx: Transaction, claim_id: UUID) -> Replayed | None:
    """The link that stands for the claim. None where people decided, or nobody was like it."""
    link = await claims.link_of(tx.conn, claim_id)
    return await replay_link(tx, link) if link else None


async def replay_link(tx: Transaction, link: Mapping[str, Any]) -> Replayed | None:
    """``link`` is a row of ``membership``. None as for :func:`replay`."""
    if link["decided_by"] != claims.AUTO or link["weights_id"] is None or not link["waterfall"]:
        return None
    steps = link["waterfall"][0]["steps"]
    numbers = await models.weights_of(tx.conn, link["weights_id"])
    if numbers is None or not steps:
        return None
    kept = tuple(
        Step(step["field"], step["level"], step["bits"], step.get("share")) for step in steps
    )
    return Replayed(kept, decision.replay(kept, model_state.again(numbers)))

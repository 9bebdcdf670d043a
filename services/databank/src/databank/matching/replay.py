"""Replay a decision with the numbers of its day."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from databank.matching import model_state
from databank.matching.rules.evidence import Evidence
from databank.matching.store import claims, models
from databank.matching.store.claims import Link
from linkage import match_weights
from linkage.match_weights import WaterfallStep


@dataclass(frozen=True, slots=True)
class Replay:
    """The waterfall as it stands with the decision, and the same made again."""

    kept: tuple[WaterfallStep, ...]
    again: tuple[WaterfallStep, ...]

    @property
    def same(self) -> bool:
        """To the last bit."""
        return self.kept == self.again


async def replay(tx: Transaction, claim_id: UUID) -> Replay | None:
    """The link that stands for the claim. None where people decided, or nobody was like it."""
    link = await claims.link_of(tx.conn, claim_id)
    return await replay_link(tx, link) if link else None


async def replay_link(tx: Transaction, link: Link) -> Replay | None:
    """None as for :func:`replay`."""
    if link.decided_by != claims.AUTO or link.weights_id is None or not link.waterfall:
        return None
    kept = Evidence.of(link.waterfall[0]).steps
    numbers = await models.weights_of(tx.conn, link.weights_id)
    if numbers is None or not kept:
        return None
    return Replay(kept, match_weights.replay(kept, model_state.load_weights(numbers)))

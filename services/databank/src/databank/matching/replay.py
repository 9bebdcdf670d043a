"""Replay a decision with the numbers of its day."""

import math
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from databank.matching import model_state
from databank.matching.rules.evidence import Evidence
from databank.matching.store import models
from databank.persons.store import claims
from databank.persons.store.claims import Link
from linkage import match_weights
from linkage.caution import Caution
from linkage.match_weights import WaterfallStep

ROUNDED = 1e-6
"""A posterior is kept with six digits."""
MAX_BITS = 500.0


@dataclass(frozen=True, slots=True)
class Replay:
    """The evidence as it stands with the decision, and the same waterfall made again."""

    evidence: Evidence
    again: tuple[WaterfallStep, ...]
    caution: Caution

    @property
    def kept(self) -> tuple[WaterfallStep, ...]:
        return self.evidence.steps

    @property
    def same(self) -> bool:
        """To the last bit, and the probability no higher than prior and bits make it.

        Others whom the claim was compared with may have taken a part of it. What was said of it
        is what the caution of the day makes of it.
        """
        posterior = self.evidence.posterior
        return (
            self.kept == self.again
            and posterior <= self._alone + ROUNDED
            and self._said(posterior - ROUNDED) - ROUNDED
            <= self.evidence.chance
            <= self._said(posterior + ROUNDED) + ROUNDED
        )

    def _said(self, posterior: float) -> float:
        return self.caution.of(min(max(posterior, 0.0), 1.0))

    @property
    def _alone(self) -> float:
        """The probability were there nobody else like her."""
        if self.evidence.prior is None:
            return 1.0
        bits = self.evidence.prior + math.fsum(step.bits for step in self.again)
        return 1 / (1 + 2 ** -max(bits, -MAX_BITS))


async def replay(tx: Transaction, claim_id: UUID) -> Replay | None:
    """The link that stands for the claim. None where people decided, or nobody was like it."""
    link = await claims.link_of(tx.conn, claim_id)
    return await replay_link(tx, link) if link else None


async def replay_link(tx: Transaction, link: Link) -> Replay | None:
    """None as for :func:`replay`."""
    if link.decided_by != claims.AUTO or link.weights_id is None or not link.waterfall:
        return None
    evidence = Evidence.of(link.waterfall[0])
    numbers = await models.weights_of(tx.conn, link.weights_id)
    if numbers is None or not evidence.steps:
        return None
    weights = model_state.load_weights(numbers)
    return Replay(evidence, match_weights.replay(evidence.steps, weights), weights.caution)

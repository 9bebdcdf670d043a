"""Estimate weights from claims, without anybody saying which of them belong together.

``linkage.expectation_maximisation`` does the work; here are the claims that it learns from, and the
proposal that comes of it. Nothing decides with new weights before somebody says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chassis.db import Transaction
from databank.matching.model_state import current_state, put_in_force
from databank.matching.rules import claim_lines
from databank.matching.store import estimation_sample
from linkage import blocking
from linkage.claim import FORM, Features
from linkage.expectation_maximisation import ImplausibleError, calibrate
from linkage.model import Model

__all__ = [
    "MIN_CLAIMS",
    "Proposal",
    "from_lines",
    "in_force",
    "pairs",
    "propose",
    "put_in_force",
    "recent",
]

MIN_CLAIMS = 2_000
"""Claims; fewer teach nothing that the shipped weights do not know better."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``new`` is missing when the weights failed sanity; ``refusal`` then says in what."""

    claims: int
    pairs: int
    old: Model
    new: Model | None
    refusal: str | None = None


async def in_force(tx: Transaction) -> Model:
    return (await current_state(tx)).model


async def recent(tx: Transaction, most: int) -> list[Features]:
    """The claims that came last, the oldest of them first; shown to nobody."""
    rows = await estimation_sample.latest(tx.conn, FORM, most)
    return [Features.unpacked(packed) for packed in reversed(rows)]


def from_lines(rows: Iterable[bytes]) -> tuple[list[Features], int]:
    """Claims as ``krachtlijn identity resolve`` reads them, and how many it would refuse."""
    lines = [claim_lines.read(row) for row in rows if row.strip()]
    good = [Features.of(line.claim) for line in lines if line.claim is not None]
    return good, len(lines) - len(good)


def pairs(claims: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Each claim with those before it that the matcher would compare it with: (later, earlier)."""
    by_key: dict[int, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        before = {other for key in blocking.probes(claim) for other in by_key.get(key, ())}
        yield from ((place, other) for other in sorted(before))
        for key in blocking.keys(claim):
            if len(sharing := by_key[key]) < blocking.MOST_PER_KEY:
                sharing.append(place)


def propose(claims: Sequence[Features], old: Model) -> Proposal:
    """Learn from these claims; weights that fail sanity are refused, whatever they would do."""
    if len(claims) < MIN_CLAIMS:
        reason = f"{len(claims)} claims are too few to learn from: {MIN_CLAIMS} are needed"
        return Proposal(len(claims), 0, old, None, reason)
    compared = list(pairs(claims))
    try:
        new = calibrate(claims, compared, old)
    except ImplausibleError as error:
        return Proposal(len(claims), len(compared), old, None, str(error))
    return Proposal(len(claims), len(compared), old, new)

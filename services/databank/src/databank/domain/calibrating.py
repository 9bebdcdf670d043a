"""Weights from many claims at once: the same learning as in the stream, twice over."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from databank.domain.claim import Features
from databank.domain.learning import Learned
from databank.domain.matching import Candidate, Match, decide
from databank.domain.model import Model

ROUNDS = 2


class ImplausibleError(Exception):
    """These weights fail sanity; the message says in what, and names no value of a claim."""


def calibrate(claims: Sequence[Features], pairs: Iterable[tuple[int, int]], model: Model) -> Model:
    """``pairs`` are (later, earlier): whom each claim may be compared with.

    Raises ``ImplausibleError`` for weights that nobody should decide with.
    """
    before: dict[int, list[int]] = {}
    for later, earlier in pairs:
        before.setdefault(later, []).append(earlier)
    taught = model
    for _ in range(ROUNDS):
        taught = _learned(claims, before, taught).taught(taught, f"calibrated-{len(claims)}")
    if faults := taught.faults(model):
        raise ImplausibleError("; ".join(faults))
    return taught


def _learned(claims: Sequence[Features], before: dict[int, list[int]], model: Model) -> Learned:
    learned = Learned()
    persons: list[UUID] = []
    for place, claim in enumerate(claims):
        near = [Candidate(persons[earlier], claims[earlier]) for earlier in before.get(place, ())]
        verdict = decide(claim, near, model, learned)
        learned.observe(claim, verdict, model)
        known = verdict.person_id if isinstance(verdict, Match) else None
        persons.append(known or UUID(int=place))
    return learned

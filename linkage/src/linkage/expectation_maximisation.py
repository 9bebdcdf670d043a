"""Weights from many claims at once: the same learning as in the stream, twice over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from linkage.claim import Features
from linkage.decision import Candidate, Match, decide
from linkage.model import CLOSER, FARTHEST, Model
from linkage.parameter_estimation import Learned

ROUNDS = 2
MOST = FARTHEST - 0.1
FEWEST_KNOWN, MOST_KNOWN = 0.02, 0.98
"""Learning stops at these; claims that take it there do not tell people apart."""


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
    taught = _tempered(taught, model)
    faults = taught.faults(model)
    if not FEWEST_KNOWN < taught.known_share < MOST_KNOWN:
        faults.append(f"{taught.known_share:.0%} of the claims would be about somebody known")
    if faults:
        raise ImplausibleError("; ".join(faults))
    return taught


def _tempered(model: Model, shipped: Model) -> Model:
    """Levels between equal and different are seen seldom, and chance may take them anywhere.

    They go no farther from what was shipped than learning may, nor above a level that is closer.
    """
    fields = {}
    for field, told in model.fields.items():
        m, u = told["m"], dict(told["u"])
        for level in m.keys() - {"exact", "different"}:
            bits = shipped.bits(field, level)
            u[level] = min(
                max(u[level], m[level] / 2 ** (bits + MOST)), m[level] / 2 ** (bits - MOST)
            )
        for chain in CLOSER:
            for closer, farther in pairwise([level for level in chain if level in m]):
                u[farther] = max(u[farther], m[farther] * u[closer] / m[closer])
        fields[field] = {"m": m, "u": u}
    return replace(model, fields=fields)


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

"""Expectation maximisation over many claims at once: the learning of the stream, twice over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from linkage.decision import decide
from linkage.model import CLOSER, FARTHEST, Model
from linkage.outcomes import Match
from linkage.parameter_estimation import EstimatedParameters
from linkage.persons import PERSONS
from linkage.posterior import KnownClaim
from linkage.schema import Folded, Schema

ROUNDS = 2
"""Passes over the claims, each with the parameters that the one before it estimated."""
MAX_SHIFT = FARTHEST - 0.1
"""Bits that a level between equal and different may move from where it was shipped."""
MIN_KNOWN, MAX_KNOWN = 0.02, 0.98
"""Shares of claims about somebody known at which learning stops; claims that take it there do not
tell people apart."""


class ImplausibleError(Exception):
    """These weights fail sanity; the message says in what, and names no value of a claim."""


def calibrate(
    claims: Sequence[Folded],
    pairs: Iterable[tuple[int, int]],
    model: Model,
    schema: Schema = PERSONS,
) -> Model:
    """``pairs`` are (later, earlier): whom each claim may be compared with.

    Raises ``ImplausibleError`` for weights that nobody should decide with.
    """
    before: dict[int, list[int]] = {}
    for later, earlier in pairs:
        before.setdefault(later, []).append(earlier)
    fitted = model
    for _ in range(ROUNDS):
        fitted = _estimate(claims, before, fitted, schema).as_model(
            fitted, f"calibrated-{len(claims)}"
        )
    fitted = _tempered(fitted, model)
    faults = fitted.faults(model)
    if not MIN_KNOWN < fitted.known_share < MAX_KNOWN:
        faults.append(f"{fitted.known_share:.0%} of the claims would be about somebody known")
    if faults:
        raise ImplausibleError("; ".join(faults))
    return fitted


def _tempered(model: Model, shipped: Model) -> Model:
    """Levels between equal and different are seen seldom, and chance may take them anywhere.

    They go no farther from what was shipped than learning may, nor above a level that is closer.
    """
    fields = {}
    for field, shares in model.fields.items():
        m, u = shares["m"], dict(shares["u"])
        for level in m.keys() - {"exact", "different"}:
            bits = shipped.bits(field, level)
            u[level] = min(
                max(u[level], m[level] / 2 ** (bits + MAX_SHIFT)),
                m[level] / 2 ** (bits - MAX_SHIFT),
            )
        for chain in CLOSER:
            for closer, farther in pairwise([level for level in chain if level in m]):
                u[farther] = max(u[farther], m[farther] * u[closer] / m[closer])
        fields[field] = {"m": m, "u": u}
    return replace(model, fields=fields)


def _estimate(
    claims: Sequence[Folded], before: dict[int, list[int]], model: Model, schema: Schema
) -> EstimatedParameters:
    parameters = EstimatedParameters(schema)
    persons: list[UUID] = []
    for place, claim in enumerate(claims):
        near = [KnownClaim(persons[earlier], claims[earlier]) for earlier in before.get(place, ())]
        decision = decide(claim, near, model, parameters)
        parameters.observe(claim, decision, model)
        known = decision.person_id if isinstance(decision, Match) else None
        persons.append(known or UUID(int=place))
    return parameters

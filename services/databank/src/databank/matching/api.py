"""The JSON lines of ``krachtlijn identity resolve``: a claim in, a decision out, one per line."""

from typing import Any

from chassis.json_documents import json_bytes
from databank.matching.labels import sentence
from databank.matching.rules.claim_lines import ClaimLine, read
from databank.matching.rules.outcomes import ClaimDecision, word
from linkage.outcomes import New, Review
from linkage.posterior import RankedPerson

__all__ = ["answer", "read", "refused"]


def refused(line: ClaimLine) -> bytes:
    """The answer to a line that could not be read, or that nobody can decide on."""
    known = {} if line.claim_id is None else {"claimId": line.claim_id}
    reason = line.reason or "this claim cannot be decided on"
    return json_bytes(known | {"decision": "error", "reason": reason})


def answer(line: ClaimLine, claim: ClaimDecision) -> bytes:
    """The decision. ``personId`` is whom the claim stands with; a review names the likeliest too.

    A claim that fits two persons who are likely one is a match: ``candidatePersonId`` is the other,
    whom people are asked to merge with.
    """
    grounds = claim.grounds
    best = grounds.ranked[0] if grounds and grounds.ranked else None
    decision = word(claim)
    other = best.person_id if best and decision == "review" else None
    if isinstance(grounds, Review) and decision == "match":
        other = grounds.ranked[1].person_id
    return json_bytes(
        {
            "claimId": line.claim_id,
            "decision": decision,
            "personId": str(claim.person_id),
            "candidatePersonId": str(other) if other else None,
            "bits": round(best.bits, 2) if best else 0.0,
            "evidence": _evidence(best) if best and not isinstance(grounds, New) else [],
        }
    )


def _evidence(best: RankedPerson) -> list[dict[str, Any]]:
    return [
        {
            "field": step.field,
            "level": step.level,
            "bits": round(step.bits, 2),
            "explanation": sentence(step),
        }
        for step in best.steps
    ]

"""What `krachtlijn identity resolve` speaks: a claim, and a decision, per line of JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from databank.matching.labels import sentence
from databank.matching.linkage_session import Decided
from databank.matching.rules.outcomes import LinkOutcome
from linkage.claim import IdentityDocument, RawClaim
from linkage.decision import New, Ranked, Review

LONGEST = 500
"""Characters of one field that are read; nobody's name is longer."""

SURE = 0.9
"""From here a claim that fits two persons is about one of the two at any rate."""

Word = Literal["match", "new", "review"]
WORDS: dict[str, Word] = {LinkOutcome.KNOWN: "match", LinkOutcome.NEW: "new"}
FIELDS = {
    "given_names": "givenNames",
    "family_name": "familyName",
    "birth_date": "birthDate",
    "sex": "sex",
    "nationality": "nationality",
    "national_number": "nationalNumber",
    "phone": "phone",
    "alias": "alias",
}
ADDRESS = {
    "street": "street",
    "house_number": "houseNumber",
    "postcode": "postcode",
    "municipality": "municipality",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """``claim_id`` is given back as it came. Without a claim, ``reason`` says why it is refused."""

    claim_id: Any
    claim: RawClaim | None
    reason: str | None = None


class UnreadableError(Exception):
    """The message names the field and never its value."""


def read(line: bytes) -> Asked:
    """One claim; unknown fields are ignored, and any field may be missing or null."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Asked(None, None, "not a line of JSON")
    if not isinstance(row, dict):
        return Asked(None, None, "not a JSON object")
    claim_id = row.get("claimId")
    try:
        return Asked(claim_id, _claimed(row))
    except UnreadableError as error:
        return Asked(claim_id, None, str(error))


def refused(asked: Asked) -> bytes:
    """In place of the decision on a line that could not be read, or that nobody can decide on."""
    known = {} if asked.claim_id is None else {"claimId": asked.claim_id}
    reason = asked.reason or "this claim cannot be decided on"
    return orjson.dumps(known | {"decision": "error", "reason": reason})


def word(decided: Decided) -> Word:
    """What a claim came to, in a word. One that fits two persons who are likely one is linked, and
    waits for nobody: what people are asked then is whether those two are one."""
    verdict = decided.verdict
    if isinstance(verdict, Review) and verdict.joins and verdict.confidence >= SURE:
        return "match"
    return WORDS.get(decided.decision, "review")


def answer(asked: Asked, decided: Decided) -> bytes:
    """``personId`` is whom the claim stands with; a review names the likeliest beside.

    A claim that fits two persons who are likely one is a match: ``candidatePersonId`` is the other,
    whom people are asked to merge with.
    """
    verdict = decided.verdict
    best = verdict.ranked[0] if verdict and verdict.ranked else None
    decision = word(decided)
    other = best.person_id if best and decision == "review" else None
    if isinstance(verdict, Review) and decision == "match":
        other = verdict.ranked[1].person_id
    return orjson.dumps(
        {
            "claimId": asked.claim_id,
            "decision": decision,
            "personId": str(decided.person_id),
            "candidatePersonId": str(other) if other else None,
            "bits": round(best.bits, 2) if best else 0.0,
            "evidence": _evidence(best) if best and not isinstance(verdict, New) else [],
        }
    )


def _evidence(best: Ranked) -> list[dict[str, Any]]:
    return [
        {
            "field": step.field,
            "level": step.level,
            "bits": round(step.bits, 2),
            "explanation": sentence(step),
        }
        for step in best.steps
    ]


def _claimed(row: Mapping[str, Any]) -> RawClaim:
    address = row.get("address") or {}
    if not isinstance(address, dict):
        raise UnreadableError("address is not an object")
    papers = row.get("documents") or []
    if not isinstance(papers, list):
        raise UnreadableError("documents is not a list")
    said = {name: _text(row, key, key) for name, key in FIELDS.items()}
    lives = {name: _text(address, key, f"address.{key}") for name, key in ADDRESS.items()}
    return RawClaim(**said, **lives, documents=tuple(_papers(papers)))


def _papers(papers: list[Any]) -> list[IdentityDocument]:
    found = []
    for number, paper in enumerate(papers):
        if paper is None:
            continue
        if not isinstance(paper, dict):
            raise UnreadableError(f"documents.{number} is not an object")
        kind, country, text = (
            _text(paper, key, f"documents.{number}.{key}") for key in ("type", "country", "number")
        )
        if text:
            found.append(IdentityDocument(kind or "", country or "", text))
    return found


def _text(row: Mapping[str, Any], key: str, place: str) -> str | None:
    """Numbers count as the text that they are written as: 19450631, a postcode, a house number."""
    value = row.get(key)
    if value is None or value is True or value is False:
        return None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    if not isinstance(value, str | int | float):
        raise UnreadableError(f"{place} is not text")
    return str(value)[:LONGEST].replace("\x00", "").strip() or None

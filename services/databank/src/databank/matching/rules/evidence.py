"""The evidence for a person, as it is kept with a decision; no value of a field is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.json_documents import json_text
from linkage.match_weights import WaterfallStep
from linkage.posterior import RankedPerson


@dataclass(frozen=True, slots=True)
class Evidence:
    """The grounds on which a claim may be about a person; a ``conflict`` forbids a link.

    ``prior`` in bits is what the comparison began with: None where it was not kept yet. ``said`` is
    missing where verdicts had taught no caution.
    """

    person_id: UUID
    posterior: float
    conflict: str | None
    steps: tuple[WaterfallStep, ...]
    prior: float | None = None
    said: float | None = None

    @property
    def chance(self) -> float:
        """The probability that was gone by: after the caution that verdicts had taught by then."""
        return self.posterior if self.said is None else self.said

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Evidence":
        """From one entry of a waterfall as it is kept."""
        return cls(
            UUID(str(kept["personId"])),
            kept["posterior"],
            kept["conflict"],
            tuple(
                WaterfallStep(step["field"], step["level"], step["bits"], step.get("share"))
                for step in kept["steps"]
            ),
            kept.get("prior"),
            kept.get("said"),
        )


def to_json(ranked: Sequence[RankedPerson]) -> str:
    """The waterfall to keep, one entry per person."""
    return json_text([_kept(person, person.said) for person in ranked])


def _kept(person: RankedPerson, said: float) -> dict[str, Any]:
    cautious = {} if said == person.posterior else {"said": round(said, 6)}
    return {
        "personId": str(person.person_id),
        "posterior": round(person.posterior, 6),
        "prior": person.prior,
        **cautious,
        "conflict": person.conflict,
        "steps": [
            {"field": s.field, "level": s.level, "bits": s.bits}
            if s.share is None
            else {"field": s.field, "level": s.level, "bits": s.bits, "share": s.share}
            for s in person.steps
        ],
    }

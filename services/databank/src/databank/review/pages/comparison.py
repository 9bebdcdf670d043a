"""Both sides of a question as a page shows them: fields, bars of evidence, and labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.web.pages import Form, gettext
from chassis.web.pages.idempotency import new_key
from databank.matching.labels import VETOES, chance, phrase
from databank.persons.store.claims import StoredClaim
from databank.review import labels
from databank.review.read_question import OtherSide
from databank.review.rules.question import Answer, Kind, State
from databank.review.rules.record_comparison import FieldComparison
from databank.screens import labels as screens
from linkage.explanation import Strength, bars


def page_values(form: Form[Any], kind: Kind | None) -> dict[str, Any]:
    """Values that every page about a question shares; ``kind`` is the officer's queue."""
    return {
        "form": form,
        "key": new_key(),
        "kind": kind,
        "Kind": Kind,
        "Answer": Answer,
        "State": State,
        "labels": labels,
        "screens": screens,
    }


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar of evidence with its words; ``start`` and ``span`` are columns."""

    text: str
    strength: Strength
    bits: float
    start: int
    span: int

    @property
    def is_for(self) -> bool:
        return self.bits >= 0


@dataclass(frozen=True, slots=True)
class ShownSide:
    """A candidate with its evidence as bars, and what they amount to in a sentence."""

    person_id: UUID | None
    claims: Sequence[StoredClaim]
    fields: list[FieldComparison]
    bars: list[BarRow]
    conclusion: str | None
    conflict: str | None

    @classmethod
    def of(cls, side: OtherSide) -> "ShownSide":
        evidence = side.evidence
        conflict = evidence.conflict if evidence else None
        drawn = bars(evidence.steps) if evidence else []
        return cls(
            side.person_id,
            side.claims,
            side.fields,
            [
                BarRow(gettext(phrase(bar.step)), bar.strength, bar.step.bits, bar.start, bar.span)
                for bar in drawn
            ],
            gettext(chance(evidence.chance)) if evidence else None,
            gettext(VETOES[conflict]) if conflict else None,
        )

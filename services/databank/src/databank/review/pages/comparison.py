"""Both sides of a question as a page shows them: fields, bars of evidence, and labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from chassis.web.pages import Form, gettext
from chassis.web.pages.idempotency import new_key
from databank.matching.labels import VETOES, chance
from databank.matching.store.claims import StoredClaim
from databank.review import labels
from databank.review.pages.waterfall import Bar, bars
from databank.review.read_question import OtherSide
from databank.review.rules.question import Answer, Kind, State
from databank.review.rules.record_comparison import FieldComparison
from databank.screens import labels as screens


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
class ShownSide:
    """A candidate with its evidence as bars, and what they amount to in a sentence."""

    person_id: UUID | None
    claims: Sequence[StoredClaim]
    fields: list[FieldComparison]
    bars: list[Bar]
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
            [replace(bar, text=gettext(bar.text)) for bar in drawn],
            gettext(chance(evidence.posterior)) if evidence else None,
            gettext(VETOES[conflict]) if conflict else None,
        )

"""Two sides of a question as a page shows them: fields, bars of evidence, and the words for it."""

from dataclasses import replace
from typing import Any

from chassis.web.pages import Form, gettext
from chassis.web.pages.idempotency import new_key
from databank.matching.labels import VETOES, chance
from databank.review import labels
from databank.review.api.questions import OtherSide
from databank.review.pages.waterfall import bars
from databank.review.rules.question import Answer, Kind, State
from databank.screens import labels as screens
from linkage.match_weights import Step


def words_for(form: Form[Any], kind: Kind | None) -> dict[str, Any]:
    """What every page about a question says the same way; ``kind`` is the officer's queue."""
    return {
        "form": form,
        "key": new_key(),
        "kind": kind,
        "Kind": Kind,
        "Answer": Answer,
        "State": State,
        "labels": labels,
        "words": screens,
    }


def side(other: OtherSide) -> dict[str, Any]:
    """A candidate with its evidence as bars, and what they amount to in a sentence."""
    steps = [
        Step(one["field"], one["level"], one["bits"], one.get("share")) for one in other.waterfall
    ]
    return {
        "person_id": other.person_id,
        "claims": other.claims,
        "fields": other.fields,
        "bars": [replace(bar, text=gettext(bar.text)) for bar in bars(steps)],
        "conclusion": gettext(chance(other.posterior)) if other.posterior is not None else None,
        "conflict": gettext(VETOES[other.conflict]) if other.conflict else None,
    }

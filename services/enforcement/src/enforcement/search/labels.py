"""Labels of a file: what a decision restricts, kinds and states of letters, states of a claim."""

from collections.abc import Mapping

from enforcement.cases.labels import KIND as PROCEDURE
from enforcement.cases.rules import CaseKind
from enforcement.integrity_investigations.labels import MEASURE
from enforcement.mayor_measures.labels import CONTENT, MEANS
from enforcement.mayor_measures.labels import UNIT as PENALTY_UNIT
from enforcement.notifications.labels import KIND as LETTER
from enforcement.notifications.labels import STATE as LETTER_STATE
from enforcement.payments.labels import STATE as CLAIM_STATE
from enforcement.sanctions.labels import KIND as SANCTION
from enforcement.suitability.labels import state_label as declaration_state

__all__ = [
    "CLAIM_STATE",
    "LETTER",
    "LETTER_STATE",
    "PENALTY_UNIT",
    "declaration_state",
    "restricts",
]

_EFFECT: Mapping[CaseKind, Mapping[str, str]] = {
    CaseKind.SANCTION: {str(kind): said for kind, said in SANCTION.items()},
    CaseKind.MEASURE: {
        str(code): said for words in (CONTENT, MEANS) for code, said in words.items()
    },
    CaseKind.INTEGRITY: {str(measure): said for measure, said in MEASURE.items()},
}


def restricts(kind: CaseKind, what: str) -> str:
    """What a decision of a procedure restricts; a street ban is called as its procedure."""
    return _EFFECT.get(CaseKind(kind), {}).get(what, PROCEDURE[kind])

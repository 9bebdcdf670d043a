"""Registration of the measures of the mayor."""

from enforcement.cases.procedures import Police, Registration
from enforcement.cases.rules import CaseKind
from enforcement.mayor_measures.desk import MEASURES as DESK
from enforcement.mayor_measures.hear_prosecutor import hear_prosecutor
from enforcement.mayor_measures.labels import state_label
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.mayor_measures.rules.states import ENDED
from enforcement.mayor_measures.store import find_for_update
from enforcement.mayor_measures.turns import TURNS

MEASURES = Registration(
    kind=CaseKind.MEASURE,
    procedure=MEASURE,
    picture="measure",
    title="A measure of the mayor (maatregel van de burgemeester)",
    page=DESK.page,
    steps=DESK,
    state_label=state_label,
    find=find_for_update,
    past=frozenset(ENDED),
    turns=TURNS,
    police=Police(hear_prosecutor=hear_prosecutor),
)

"""Registration of the sanction procedure."""

from contracts.codes import Procedure
from enforcement.cases.procedures import Police, Registration, TeamWork
from enforcement.cases.rules import CaseKind
from enforcement.sanctions.desk import SANCTIONS as DESK
from enforcement.sanctions.hear_prosecutor import hear_prosecutor
from enforcement.sanctions.hold import change_hold
from enforcement.sanctions.labels import state_label
from enforcement.sanctions.open_case import open_or_link
from enforcement.sanctions.pages.case_parts import case_parts
from enforcement.sanctions.release import release
from enforcement.sanctions.rules import SANCTION, SanctionState
from enforcement.sanctions.store import HEAD, find_for_update
from enforcement.sanctions.turns import TURNS

SANCTIONS = Registration(
    kind=CaseKind.SANCTION,
    procedure=SANCTION,
    picture="sanction",
    title="The sanction procedure (sanctieprocedure)",
    page=DESK.page,
    steps=DESK,
    state_label=state_label,
    find=find_for_update,
    over=frozenset({SanctionState.AFGESLOTEN}),
    turns=TURNS,
    police=Police(
        for_procedure=Procedure.SANCTIE,
        receive=open_or_link,
        hold=change_hold,
        hear_prosecutor=hear_prosecutor,
    ),
    team=TeamWork(
        head=HEAD,
        lines=DESK.steps,
        parts=case_parts,
        release=release,
    ),
)

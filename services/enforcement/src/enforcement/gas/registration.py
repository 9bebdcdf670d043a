"""Registration of the fine procedure."""

from contracts.codes import Procedure
from enforcement.cases.procedures import Police, Registration, TeamWork
from enforcement.cases.rules import CaseKind
from enforcement.gas.desk import FINES as DESK
from enforcement.gas.hear_prosecutor import hear_prosecutor
from enforcement.gas.hold import change_hold
from enforcement.gas.labels import STATE
from enforcement.gas.open_case import open_or_link
from enforcement.gas.pages.case_parts import case_parts
from enforcement.gas.release import release
from enforcement.gas.rules import GAS, GasState
from enforcement.gas.store import HEAD, find_for_update
from enforcement.gas.turns import TURNS
from enforcement.payments import labels as payments

STATES = {str(code): said for code, said in (*payments.STATE.items(), *STATE.items())}

LINES = {
    str(code): said
    for words in (payments.STEP, DESK.steps, payments.NOTED)
    for code, said in words.items()
}


def state_label(state: str) -> str:
    """Of the case, or of its claim in the timeline."""
    return STATES.get(state, state)


FINES = Registration(
    kind=CaseKind.GAS,
    procedure=GAS,
    picture="gas",
    title="The fine procedure (procedure geldboete)",
    page=DESK.page,
    steps=DESK,
    state_label=state_label,
    find=find_for_update,
    over=frozenset({GasState.GEVOEGD, GasState.AFGESLOTEN}),
    turns=TURNS,
    police=Police(
        for_procedure=Procedure.GAS,
        receive=open_or_link,
        hold=change_hold,
        hear_prosecutor=hear_prosecutor,
    ),
    team=TeamWork(
        head=HEAD,
        lines=LINES,
        parts=case_parts,
        release=release,
    ),
)

"""Words of every procedure on the screens: its states and its steps."""

from enforcement.cases.labels import NOTED, SANCTION_STATE, SANCTION_STEP
from enforcement.cases.rules import CaseKind
from enforcement.gas.labels import STATE as GAS_STATE
from enforcement.gas.labels import STEP as GAS_STEP
from enforcement.payments.labels import NOTED as PAYMENT_NOTED
from enforcement.payments.labels import STATE as CLAIM_STATE
from enforcement.payments.labels import STEP as CLAIM_STEP

STATES = {
    CaseKind.GAS: {str(code): said for code, said in (CLAIM_STATE | GAS_STATE).items()},
    CaseKind.SANCTION: {str(code): said for code, said in SANCTION_STATE.items()},
}
STEPS = {
    CaseKind.GAS: {str(code): said for code, said in (CLAIM_STEP | GAS_STEP).items()}
    | dict(NOTED)
    | PAYMENT_NOTED,
    CaseKind.SANCTION: {str(code): said for code, said in SANCTION_STEP.items()} | dict(NOTED),
}


def state_label(kind: CaseKind, state: str) -> str:
    return STATES[kind].get(state, state)


def step_label(kind: CaseKind, step: str) -> str:
    return STEPS[kind].get(step, step)

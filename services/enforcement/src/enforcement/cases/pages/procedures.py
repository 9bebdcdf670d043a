"""Words and forms of every procedure on the screens: its states, its steps and what each asks."""

from enforcement.cases.labels import NOTED
from enforcement.cases.rules import CaseKind
from enforcement.gas.labels import STATE as GAS_STATE
from enforcement.gas.labels import STEP as GAS_STEP
from enforcement.gas.pages.step_forms import GAS_FORMS
from enforcement.payments.labels import NOTED as PAYMENT_NOTED
from enforcement.payments.labels import STATE as CLAIM_STATE
from enforcement.payments.labels import STEP as CLAIM_STEP
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.labels import STATE as SANCTION_STATE
from enforcement.sanctions.pages.step_forms import SANCTION_FORMS

STATES = {
    CaseKind.GAS: {str(code): said for code, said in (CLAIM_STATE | GAS_STATE).items()},
    CaseKind.SANCTION: {str(code): said for code, said in SANCTION_STATE.items()},
}
STEPS = {
    CaseKind.GAS: {str(code): said for code, said in (CLAIM_STEP | GAS_STEP).items()}
    | dict(NOTED)
    | PAYMENT_NOTED,
    CaseKind.SANCTION: {**SANCTIONS.steps, **NOTED},
}

FORMS = {CaseKind.GAS: GAS_FORMS, CaseKind.SANCTION: SANCTION_FORMS}


def state_label(kind: CaseKind, state: str) -> str:
    return STATES[kind].get(state, state)


def step_label(kind: CaseKind, step: str) -> str:
    return STEPS[kind].get(step, step)

"""Every form of a step of a fine case, in the order of the procedure."""

from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import StepForms
from enforcement.functions import CASE_WORKERS, GAS
from enforcement.gas import store
from enforcement.gas.labels import STEP
from enforcement.gas.pages.forms import appeal, decision, defence, hearings, inquiry
from enforcement.gas.pages.summary import summary
from enforcement.gas.rules import GasStep

FORMS = (*inquiry.FORMS, *defence.FORMS, *hearings.FORMS, *decision.FORMS, *appeal.FORMS)
GAS_FORMS = StepForms(
    "/dossiers",
    FORMS,
    STEP,
    store.get,
    store.get_for_update,
    summary,
    letters={
        GasStep.START_LETTER: mark("De opstartbrief sturen"),
        GasStep.BAR_NOTICE: mark("De stafhouder verwittigen met een brief"),
        GasStep.MEDIATION_OFFER: mark("Bemiddeling aanbieden met een brief"),
        GasStep.DECISION_NOTIFICATION: mark("De beslissing sturen"),
    },
    elsewhere={GasStep.RELEASE: ("vrijgeven", CASE_WORKERS), GasStep.JOIN: ("voegen", GAS)},
)

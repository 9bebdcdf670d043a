"""Every form of a step of an integrity investigation, in the order of the procedure."""

from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.functions import INVESTIGATORS
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.labels import STEP
from enforcement.integrity_investigations.pages.forms import decision, examination, hearings
from enforcement.integrity_investigations.pages.summary import summary

COUNCIL = council_forms(
    CaseKind.INTEGRITY,
    mark(
        "Is de schorsing uiterst dringend gevraagd binnen de wachttijd? Dan werkt de "
        "beslissing niet tot de uitspraak daarover."
    ),
    INVESTIGATORS,
    summarised=False,
)
INTEGRITY_FORMS = StepForms(
    "/integriteit",
    (*examination.FORMS, *hearings.FORMS, *decision.FORMS, *COUNCIL),
    STEP,
    store.get,
    summary,
)
router = routes_of(INTEGRITY_FORMS)

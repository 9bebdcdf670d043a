"""Pages of the steps of an integrity investigation: its acts, and other forms, in their order."""

from chassis.web.pages.languages import mark
from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.functions import INVESTIGATORS
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.labels import STEP
from enforcement.integrity_investigations.pages.forms import decision, examination
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
    INVESTIGATIONS.page,
    (*examination.FORMS, *decision.FORMS, *COUNCIL),
    STEP,
    store.get,
    summary,
    elsewhere=INVESTIGATIONS.pages,
)
router = routes_of(INTEGRITY_FORMS)
acts = act_pages.routes_of(INVESTIGATIONS, summary)

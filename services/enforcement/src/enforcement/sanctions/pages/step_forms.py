"""Pages of the steps of a sanction case: its acts, and other forms, in their order."""

from chassis.web.pages.languages import mark
from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import store
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.labels import STEP
from enforcement.sanctions.pages.forms import decision, execution, warnings
from enforcement.sanctions.pages.summary import summary
from enforcement.sanctions.rules import SanctionStep

COUNCIL = council_forms(
    CaseKind.SANCTION,
    mark("Een beroep houdt de sanctie niet tegen. Alleen een uitspraak doet dat."),
)
SANCTION_FORMS = StepForms(
    SANCTIONS.page,
    (*warnings.FORMS, *decision.FORMS, *execution.FORMS, *COUNCIL),
    STEP,
    store.get,
    summary,
    elsewhere={SanctionStep.RELEASE: ("vrijgeven", CASE_WORKERS), **SANCTIONS.pages},
)
acts = act_pages.routes_of(SANCTIONS, summary)

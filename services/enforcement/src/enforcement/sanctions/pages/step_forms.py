"""Every form of a step of a sanction case, in the order of the procedure."""

from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import store
from enforcement.sanctions.labels import STEP
from enforcement.sanctions.pages.forms import decision, defence, execution, warnings
from enforcement.sanctions.pages.summary import summary
from enforcement.sanctions.rules import SanctionStep

COUNCIL = council_forms(
    CaseKind.SANCTION,
    mark("Een beroep houdt de sanctie niet tegen. Alleen een uitspraak doet dat."),
)
SANCTION_FORMS = StepForms(
    "/dossiers",
    (*warnings.FORMS, *defence.FORMS, *decision.FORMS, *execution.FORMS, *COUNCIL),
    STEP,
    store.get,
    summary,
    elsewhere={SanctionStep.RELEASE: ("vrijgeven", CASE_WORKERS)},
)

"""Every form of a step of a sanction case, in the order of the procedure."""

from enforcement.authorisation import CASE_WORKERS
from enforcement.cases.pages.step_form import StepForms
from enforcement.sanctions import store
from enforcement.sanctions.labels import STEP
from enforcement.sanctions.pages.forms import council, decision, defence, execution, warnings
from enforcement.sanctions.pages.summary import summary
from enforcement.sanctions.rules import SanctionStep

SANCTION_FORMS = StepForms(
    "/dossiers",
    (*warnings.FORMS, *defence.FORMS, *decision.FORMS, *execution.FORMS, *council.FORMS),
    STEP,
    store.get,
    summary,
    elsewhere={SanctionStep.RELEASE: ("vrijgeven", CASE_WORKERS)},
)

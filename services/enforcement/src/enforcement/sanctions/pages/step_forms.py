"""Pages of the steps of a sanction case: its acts, and other forms, in their order."""

from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import store
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.labels import STEP
from enforcement.sanctions.pages.forms import decision, execution, warnings
from enforcement.sanctions.pages.summary import summary
from enforcement.sanctions.rules import SanctionStep

SANCTION_FORMS = StepForms(
    SANCTIONS.page,
    (*warnings.FORMS, *decision.FORMS, *execution.FORMS),
    STEP,
    store.get,
    store.get_for_update,
    summary,
    elsewhere={SanctionStep.RELEASE: ("vrijgeven", CASE_WORKERS), **SANCTIONS.pages},
)
acts = act_pages.routes_of(SANCTIONS, summary)

"""Pages of the steps of a suitability declaration: its acts, and other forms, in their order."""

from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.labels import STEP
from enforcement.suitability.pages.forms import decision, examination
from enforcement.suitability.pages.summary import summary

SUITABILITY_FORMS = StepForms(
    DECLARATIONS.page,
    (*examination.FORMS, *decision.FORMS),
    STEP,
    DECLARATIONS.get,
    DECLARATIONS.lock,
    summary,
    elsewhere=DECLARATIONS.pages,
)
router = routes_of(SUITABILITY_FORMS)
acts = act_pages.routes_of(DECLARATIONS, summary)

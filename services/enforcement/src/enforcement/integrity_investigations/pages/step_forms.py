"""Pages of the steps of an integrity investigation: its acts, and other forms, in their order."""

from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.labels import STEP
from enforcement.integrity_investigations.pages.forms import decision, examination
from enforcement.integrity_investigations.pages.summary import summary

INTEGRITY_FORMS = StepForms(
    INVESTIGATIONS.page,
    (*examination.FORMS, *decision.FORMS),
    STEP,
    store.get,
    store.get_for_update,
    summary,
    elsewhere=INVESTIGATIONS.pages,
)
router = routes_of(INTEGRITY_FORMS)
acts = act_pages.routes_of(INVESTIGATIONS, summary)

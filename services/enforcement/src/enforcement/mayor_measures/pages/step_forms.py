"""Pages of the steps of a measure, in the order of the procedure: its acts, and other forms."""

from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.mayor_measures import store
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.labels import STEP
from enforcement.mayor_measures.pages.forms import before, orders
from enforcement.mayor_measures.pages.summary import summary

MEASURE_FORMS = StepForms(
    MEASURES.page,
    (*before.FORMS, *orders.FORMS),
    STEP,
    store.get,
    store.get_for_update,
    summary,
    elsewhere=MEASURES.pages,
)
router = routes_of(MEASURE_FORMS)
acts = act_pages.routes_of(MEASURES, summary)

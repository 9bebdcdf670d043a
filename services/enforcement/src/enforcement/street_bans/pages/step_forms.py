"""Every form of a step of a street ban, in the order of the procedure."""

from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.functions import CASE_WORKERS
from enforcement.street_bans import store
from enforcement.street_bans.labels import STEP
from enforcement.street_bans.pages.forms import before, hearings, orders, perimeter
from enforcement.street_bans.pages.summary import summary

COUNCIL = council_forms(
    CaseKind.STREET_BAN,
    mark("Een beroep alleen stopt het verbod niet."),
    CASE_WORKERS,
    asked=mark("Wat vraagt de betrokkene?"),
)
BAN_FORMS = StepForms(
    "/straatverboden",
    (*before.FORMS, *hearings.FORMS, *perimeter.FORMS, *orders.FORMS, *COUNCIL),
    STEP,
    store.get,
    summary,
)
router = routes_of(BAN_FORMS)

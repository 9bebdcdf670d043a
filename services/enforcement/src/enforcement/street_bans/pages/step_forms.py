"""Pages of the steps of a street ban: of its acts, and the forms before the Council of State."""

from chassis.web.pages.languages import mark
from enforcement.acts import pages as act_pages
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.functions import CASE_WORKERS
from enforcement.street_bans import store
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.labels import STEP
from enforcement.street_bans.pages.summary import summary

COUNCIL = council_forms(
    CaseKind.STREET_BAN,
    mark("Een beroep alleen stopt het verbod niet."),
    CASE_WORKERS,
    asked=mark("Wat vraagt de betrokkene?"),
)
BAN_FORMS = StepForms(
    STREET_BANS.page, COUNCIL, STEP, store.get, summary, elsewhere=STREET_BANS.pages
)
router = routes_of(BAN_FORMS)
acts = act_pages.routes_of(STREET_BANS, summary)

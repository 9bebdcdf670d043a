"""Every form of a step of an integrity investigation, in the order of the procedure."""

from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.labels import STEP
from enforcement.integrity_investigations.pages.forms import (
    council,
    decision,
    examination,
    hearings,
)
from enforcement.integrity_investigations.pages.summary import summary

INTEGRITY_FORMS = StepForms(
    "/integriteit",
    (*examination.FORMS, *hearings.FORMS, *decision.FORMS, *council.FORMS),
    STEP,
    store.get,
    summary,
)
router = routes_of(INTEGRITY_FORMS)

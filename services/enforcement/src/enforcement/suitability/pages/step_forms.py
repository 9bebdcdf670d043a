"""Every form of a step of a suitability declaration, in the order of the procedure."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.pages.steps import routes_of
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.pages import council_forms
from enforcement.suitability import store
from enforcement.suitability.labels import STEP
from enforcement.suitability.pages.forms import decision, examination
from enforcement.suitability.pages.summary import summary
from enforcement.suitability.store import Dossier


async def _get(tx: Transaction, dossier_id: UUID) -> Dossier:
    dossier, _premises = await store.get(tx, dossier_id, None)
    return dossier


COUNCIL = council_forms(
    CaseKind.SUITABILITY,
    mark("Een beroep houdt de weigering niet tegen. Alleen een uitspraak doet dat."),
)
SUITABILITY_FORMS = StepForms(
    "/geschiktheid", (*examination.FORMS, *decision.FORMS, *COUNCIL), STEP, _get, summary
)
router = routes_of(SUITABILITY_FORMS)

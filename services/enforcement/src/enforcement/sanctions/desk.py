"""The desk of sanctions: every act of a person but the end of a hold, which has its own page."""

from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import store
from enforcement.sanctions.acts import ACTS
from enforcement.sanctions.labels import STEP
from enforcement.sanctions.rules import SanctionStep
from enforcement.sanctions.store import SanctionCase

SANCTIONS = Desk[SanctionCase](
    kind=CaseKind.SANCTION,
    page="/dossiers",
    api="/v1/sanction-cases",
    tag="sanctieprocedure",
    get=store.get,
    lock=store.get_for_update,
    acts=ACTS,
    words=STEP,
    elsewhere={SanctionStep.RELEASE: ("vrijgeven", CASE_WORKERS)},
)

"""The desk of sanctions, with the acts of their hearing."""

from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.sanctions import store
from enforcement.sanctions.acts import ACTS
from enforcement.sanctions.labels import STEP
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
)

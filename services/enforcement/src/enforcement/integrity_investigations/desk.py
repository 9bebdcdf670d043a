"""The desk of integrity investigations: every act of a person."""

from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.acts import ACTS
from enforcement.integrity_investigations.labels import STEP
from enforcement.integrity_investigations.store import IntegrityInvestigation

INVESTIGATIONS = Desk[IntegrityInvestigation](
    kind=CaseKind.INTEGRITY,
    page="/integriteit",
    api="/v1/integrity-investigations",
    tag="integriteitsonderzoeken",
    get=store.get,
    lock=store.get_for_update,
    acts=ACTS,
    words=STEP,
)

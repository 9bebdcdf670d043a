"""The desk of the mayor's measures: every act of a person."""

from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.mayor_measures import store
from enforcement.mayor_measures.acts import ACTS
from enforcement.mayor_measures.labels import STEP
from enforcement.mayor_measures.store import MayorMeasure

MEASURES = Desk[MayorMeasure](
    kind=CaseKind.MEASURE,
    page="/maatregelen",
    api="/v1/mayor-measures",
    tag="maatregelen van de burgemeester",
    get=store.get,
    lock=store.get_for_update,
    acts=ACTS,
    words=STEP,
)

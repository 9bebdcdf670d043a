"""The desk of fines: every act of a person but two, which have pages of their own."""

from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.functions import CASE_WORKERS, GAS
from enforcement.gas import store
from enforcement.gas.acts import ACTS
from enforcement.gas.labels import STEP
from enforcement.gas.rules import GasStep
from enforcement.gas.store import GasCase

FINES = Desk[GasCase](
    kind=CaseKind.GAS,
    page="/dossiers",
    api="/v1/gas-cases",
    tag="procedure geldboete",
    get=store.get,
    lock=store.lock,
    acts=ACTS,
    words=STEP,
    elsewhere={GasStep.RELEASE: ("vrijgeven", CASE_WORKERS), GasStep.JOIN: ("voegen", GAS)},
)

"""Acts that end a measure, or its case."""

from datetime import datetime
from typing import Annotated

from chassis.bus import record, revoke
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import MeasureEnd
from contracts.enforcement import MayorMeasureClosed
from enforcement.acts.fields import NO_NAMES, Role, Text, area
from enforcement.cases.store.timeline import By
from enforcement.functions import MAYOR, MEASURE_WORKERS
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures.acts.of_order import OfOrder
from enforcement.mayor_measures.end import end
from enforcement.mayor_measures.erase import keep_until
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.put_into_effect import give_back
from enforcement.mayor_measures.rules.law import NOTICE_TERM
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure


class LiftMeasure(
    OfOrder,
    step=MeasureStep.LIFTING,
    page="opheffen",
    by=MAYOR,
    decides=True,
    label=mark("De maatregel opheffen"),
    asks=True,
):
    """The mayor lifts what he ordered."""

    motivation: Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]

    async def take_by(self, tx: Transaction, case: MayorMeasure, at: datetime, by: By) -> None:
        if case.restricts:
            await give_back(tx, case, by)
        await revoke(tx, EXPIRY, str(case.case_id))
        await end(tx, case, MeasureEnd.OPGEHEVEN)


class CloseMeasure(
    OfOrder,
    step=MeasureStep.CLOSING,
    page="afsluiten",
    by=MEASURE_WORKERS,
    label=mark("Het dossier afsluiten"),
):
    """The end of the case; one that ends without an order needs a reason."""

    reason: Annotated[
        Text | None,
        Role.REASON,
        area(mark("Waarom?"), mark("Alleen nodig als er geen bevel kwam."), name="reden"),
    ] = None

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        if self.reason is None and case.ordered_at is None:
            missing = lazy("Zeg waarom je dit dossier zonder bevel afsluit.")
            raise FieldRefusedError("reason", missing)
        await case_terms.close(tx, case.case_id, NOTICE_TERM)
        await keep_until(tx, case)
        record(
            tx,
            MayorMeasureClosed(
                measure_id=case.case_id,
                kind=case.kind,
                ordered=case.ordered_at is not None,
                closed_at=tx.now,
            ),
        )

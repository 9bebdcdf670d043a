"""Acts that end a measure, or its case."""

from datetime import datetime
from typing import Annotated

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import MeasureEnd
from contracts.enforcement import MayorMeasureClosed
from enforcement.acts.correct_day import CorrectDay
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, choice, day_of
from enforcement.acts.retake import Retake
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.functions import MAYOR, MEASURE_WORKERS
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import labels, store
from enforcement.mayor_measures.acts.of_order import OfOrder
from enforcement.mayor_measures.correct_day import correct_day
from enforcement.mayor_measures.end import end
from enforcement.mayor_measures.erase import keep_until
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.put_into_effect import give_back
from enforcement.mayor_measures.retake import retake
from enforcement.mayor_measures.rules.law import NOTICE_TERM
from enforcement.mayor_measures.rules.states import DayOf, MeasureStep, Restart
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.mayor_measures.tell_ended import tell_ended
from enforcement.notifications.rules.ended import Ending


class LiftMeasure(
    OfOrder,
    step=MeasureStep.LIFTING,
    page="opheffen",
    by=MAYOR,
    decides=True,
    label=mark("De maatregel opheffen"),
    explained=mark("De maatregel werkt niet meer vanaf de dag die je invult, ook in de kalender."),
    asks=True,
):
    """The mayor lifts what he ordered; it may be recorded some days later.

    A permit that the order suspended works again once the lifting is recorded.
    """

    lifted_at: Annotated[Past, day_of(mark("Dag waarop de burgemeester ophief"))] = None
    motivation: Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]

    async def earliest(self, tx: Transaction, case: MayorMeasure) -> datetime | None:
        """Behind the last order, and what the Council ruled on it: calendar and police take the
        latest of what they heard."""
        signed = [order.ordered_at for order in await store.orders(tx, case.case_id)]
        ruled_at = await timeline.latest(tx, case.case_id, MeasureStep.COUNCIL_RULING)
        known = [*signed, *([ruled_at] if ruled_at else [])]
        return max(known) + store.MICRO if known else None

    async def take_by(self, tx: Transaction, case: MayorMeasure, at: datetime, by: By) -> None:
        forfeits = await store.forfeits(tx, case.case_id)
        owed = [each.last_day for each in forfeits if each.amount_cents]
        if owed and max(owed) > city_day(at):
            reason = lazy(
                "Op %(day)s is nog een dwangsom verbeurd. Kijk de dag na.",
                day=f"{max(owed):%d/%m/%Y}",
            )
            raise FieldRefusedError("liftedAt", reason)
        for order in (await store.orders(tx, case.case_id))[-1:]:
            await tell_ended(tx, case, order, Ending.OPGEHEVEN, at)
        if case.restricts:
            await give_back(tx, case, by, at)
        await revoke(tx, EXPIRY, str(case.case_id))
        await end(tx, case, MeasureEnd.OPGEHEVEN, at)


class RetakeOrder(
    Retake,
    step=MeasureStep.RETAKE,
    page="hernemen",
    by=MAYOR,
    law="ngw:133-135",
    label=mark("Het bevel intrekken of hernemen"),
    explained=mark(
        "Wat het bevel sloot of schorste, gaat meteen open. Verbeurde dwangsommen vervallen. Van "
        "een hernieuwing blijft het bevel ervoor werken tot zijn eigen einde. Loopt er beroep, "
        "meld het dan aan de Raad van State."
    ),
):
    """The mayor withdraws the order, or orders anew once it lapsed or was stayed or annulled.

    What it took is given back. The case begins anew where it went wrong: with the consultation, an
    invitation or a draft; or it ends (``niets``). A renewal is taken back alone: the order before
    it holds on, and may be renewed anew.
    """

    restart: Annotated[
        Restart, choice(mark("Waar herneemt het dossier?"), labels.RESTART, name="vanaf")
    ]

    async def move(self, tx: Transaction, case: MayorMeasure, at: datetime | None, by: By) -> None:
        await retake(tx, case, self.restart, by, self.noted())


class CorrectMeasureDay(
    CorrectDay, step=MeasureStep.CORRECTION, by=MEASURE_WORKERS, law="ngw:133-135"
):
    """The day of the hearing, of the mayor's signature or of the last notification was noted wrong.

    A signature that was notified with its day is no slip any more: the mayor takes the order anew.
    """

    day_of: Annotated[DayOf, choice(mark("Welke dag is fout?"), labels.DAY_OF, name="welke")]

    async def correct(self, tx: Transaction, case: MayorMeasure, by: By) -> None:
        await correct_day(tx, case, self.day_of, self.day, by)


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

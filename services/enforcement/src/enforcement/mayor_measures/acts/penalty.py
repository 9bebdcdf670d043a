"""Acts of a penalty payment of art. 133ter: what was forfeited under it, and what was collected."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import uuid4

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import OrderMeans
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Role, Text, area, day, tick
from enforcement.cases.store.timeline import By
from enforcement.functions import MEASURE_WORKERS
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.owed_days import held_days, terms_of
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.held_days import days_between
from enforcement.mayor_measures.rules.law import PENALTY_BASIS, PENALTY_TERM
from enforcement.mayor_measures.rules.penalty import first_owed_day, forfeited
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureForfeit, MeasureMeans
from enforcement.payments.book import register_payment
from enforcement.payments.open_claim import PenaltyDebt, open_penalty
from enforcement.payments.store import accounts, claims
from enforcement.suitability import store as suitability


class NoteForfeiture(
    Act,
    step=MeasureStep.FORFEITURE,
    page="verbeurd",
    by=MEASURE_WORKERS,
    law=PENALTY_BASIS,
    label=mark("Een verbeurde dwangsom vastleggen"),
    explained=mark("Het bedrag volgt uit de dwangsom, tot haar hoogste totaal."),
    asks=True,
):
    """A breach that the police saw: the amount follows from the penalty, and is a claim.

    Both days count. What is forfeited prescribes a year after the last one. ``noForceMajeure`` is
    confirmed by who records it; ``reason``: by what the breach is known.
    """

    first_day: Annotated[date, day(mark("Eerste dag van de overtreding"), name="dag")]
    last_day: Annotated[
        date | None, day(mark("Laatste dag"), mark("Laat leeg voor één dag."), name="tot")
    ] = None
    no_force_majeure: Annotated[bool, tick(mark("Het was geen overmacht."), name="overmacht")] = (
        False
    )
    reason: Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        first, last = self.first_day, self.last_day or self.first_day
        self._must_be_due(tx, case, last)
        days = days_between(first, last)
        penalty = await _penalty(tx, case, days)
        await _must_be_ordered(tx, case, days)
        await _must_hold(tx, case, days)
        await _must_be_new(tx, penalty, first, last)
        already = await store.forfeited_under(tx, penalty.means_id)
        amount = forfeited(terms_of(penalty), len(days), already)
        if amount == 0:
            raise StepRefusedError(lazy("Het hoogste totaal van deze dwangsom is bereikt."))
        law = await legal_terms.law(tx, last, PENALTY_TERM)
        ends = law.deadline(PENALTY_TERM, last)
        await case_terms.start(tx, case.case_id, law, PENALTY_TERM, last)
        row = MeasureForfeit(
            forfeit_id=uuid4(),
            case_id=case.case_id,
            means_id=penalty.means_id,
            first_day=first,
            last_day=last,
            amount_cents=amount,
            prescribes_on=ends.last_day,
            noted_at=tx.now,
        )
        tx.session.add(row)
        case.to_collect = True
        await tx.session.flush()
        owed = PenaltyDebt(case.case_id, amount, last, city_day(tx.now))
        await open_penalty(tx, row.forfeit_id, owed)

    def _must_be_due(self, tx: Transaction, case: MayorMeasure, last: date) -> None:
        """Raises ``RefusedError`` for what no penalty is owed for."""
        if not self.no_force_majeure:
            reason = lazy("Bij overmacht is er geen dwangsom. Bevestig dat het er geen was.")
            raise FieldRefusedError("noForceMajeure", reason)
        if last < self.first_day:
            raise FieldRefusedError("lastDay", lazy("De laatste dag ligt voor de eerste dag."))
        if last > city_day(tx.now):
            raise FieldRefusedError("firstDay", lazy("Deze dagen liggen in de toekomst."))
        if case.stayed_at is not None or case.annulled_at is not None:
            raise StepRefusedError(lazy("De Raad van State schorste of vernietigde dit bevel."))


class CollectPenalty(
    Act,
    step=MeasureStep.COLLECTION,
    page="geind",
    by=MEASURE_WORKERS,
    law=PENALTY_BASIS,
    label=mark("Vastleggen dat de dwangsom geïnd is"),
):
    """Finance got all that is open and not prescribed by that day."""

    collected_on: Annotated[date, day(mark("Dag waarop Financiën het geld kreeg"), name="dag")]

    def noted(self) -> str:
        return f"{self.collected_on:%d/%m/%Y}"

    async def take_by(self, tx: Transaction, case: MayorMeasure, at: datetime, by: By) -> None:
        if self.collected_on > city_day(tx.now):
            raise FieldRefusedError("collectedOn", lazy("Deze dag ligt in de toekomst."))
        rows = [
            each
            for each in await store.forfeits(tx, case.case_id)
            if each.collected_on is None and not each.given_up
        ]
        due = [each for each in rows if each.last_day <= self.collected_on <= each.prescribes_on]
        if not due:
            reason = lazy("Op deze dag was er niets te innen, of het was al verjaard.")
            raise FieldRefusedError("collectedOn", reason)
        for each in due:
            await _book(tx, each, self.collected_on, by)
            each.collected_on = self.collected_on
        case.to_collect = len(due) < len(rows)
        if not case.to_collect:
            await case_terms.close(tx, case.case_id, PENALTY_TERM)


async def _book(tx: Transaction, forfeit: MeasureForfeit, on: date, by: By) -> None:
    """What is open of its claim; one of before there were claims has none."""
    if await claims.find(tx, forfeit.forfeit_id) is None:
        return
    account = await accounts.read_for_update(tx, forfeit.forfeit_id)
    if account.balance.outstanding_cents > 0:
        amount = account.balance.outstanding_cents
        await register_payment(tx, forfeit.forfeit_id, amount, on, by)


async def _penalty(tx: Transaction, case: MayorMeasure, days: Sequence[date]) -> MeasureMeans:
    """The penalty payment under which all of the days are owed: of each day the last one that was
    ordered, whose days of grace are over and of which whoever it concerns was told before, so that
    one goes on until the next works.

    Raises ``RefusedError``.
    """
    ordered = [each for each in await store.means(tx, case) if each.means is OrderMeans.DWANGSOM]
    if not ordered:
        raise StepRefusedError(lazy("De burgemeester legde in dit dossier geen dwangsom op."))
    owed_from = [
        first_owed_day(each.notified_on, each.grace_until) for each in ordered if each.notified_on
    ]
    if not owed_from:
        reason = lazy(
            "De dwangsom kwam nog niet ter kennis. Stuur eerst de brief: daarvoor is niets "
            "verschuldigd."
        )
        raise StepRefusedError(reason)
    penalty = _due_on(ordered, days[0])
    if penalty is None:
        until = f"{min(owed_from) - timedelta(days=1):%d/%m/%Y}"
        reason = lazy("Tot en met %(until)s is er nog geen dwangsom.", until=until)
        raise FieldRefusedError("firstDay", reason)
    for other in [each for each in days if _due_on(ordered, each) is not penalty][:1]:
        reason = lazy(
            "Vanaf %(day)s geldt een andere dwangsom. Leg die dagen apart vast.",
            day=f"{other:%d/%m/%Y}",
        )
        raise FieldRefusedError("lastDay", reason)
    return penalty


def _due_on(ordered: Sequence[MeasureMeans], on: date) -> MeasureMeans | None:
    due = (
        each
        for each in reversed(ordered)
        if each.notified_on and first_owed_day(each.notified_on, each.grace_until) <= on
    )
    return next(due, None)


async def _must_be_ordered(tx: Transaction, case: MayorMeasure, days: Sequence[date]) -> None:
    """Raises ``FieldRefusedError`` for a day on which no order held: before or after it, between it
    and its renewal, or while the Council of State had stayed it."""
    held = await held_days(tx, case, days)
    for day_free in [each for each in days if each not in held][:1]:
        reason = lazy("Op %(day)s werkte er geen bevel.", day=f"{day_free:%d/%m/%Y}")
        raise FieldRefusedError(_field_of(day_free, days), reason)


async def _must_hold(tx: Transaction, case: MayorMeasure, days: Sequence[date]) -> None:
    """Nobody owes for a breach in a house that another holds than whom the measure is against: the
    order was not his, and a buyer gets one of his own. The day of the sale is of whoever held it to
    its end. Who gave it up, or never had a declaration there, answers until somebody else has one.

    Raises ``FieldRefusedError``.
    """
    if case.unlisted:
        return
    against: str | None = case.owner
    if not await suitability.ever_had(tx, case.premises_id, case.owner):
        against = await suitability.holder_at(tx, case.premises_id, case.opened_at)
    ends = [min(tx.now, day_start(each + timedelta(days=1)) - store.MICRO) for each in days]
    holders = await suitability.holders_at(tx, [(case.premises_id, end) for end in ends])
    for sold, holder in zip(days, holders, strict=True):
        if holder not in (None, against):
            reason = lazy(
                "Op %(day)s had iemand anders dit pand. Begin een maatregel voor wie het nu heeft.",
                day=f"{sold:%d/%m/%Y}",
            )
            raise FieldRefusedError(_field_of(sold, days), reason)


def _field_of(day_wrong: date, days: Sequence[date]) -> str:
    return "firstDay" if day_wrong == days[0] else "lastDay"


async def _must_be_new(tx: Transaction, penalty: MeasureMeans, first: date, last: date) -> None:
    """A day is owed once; what is due for each breach may come more than once a day."""
    if penalty.unit is not PenaltyUnit.PER_DAG:
        return
    for each in await store.forfeits(tx, penalty.case_id):
        if (
            each.means_id == penalty.means_id
            and each.amount_cents
            and (each.first_day <= last and first <= each.last_day)
        ):
            reason = lazy(
                "Voor %(first)s tot en met %(last)s is er al een dwangsom vastgelegd.",
                first=f"{each.first_day:%d/%m/%Y}",
                last=f"{each.last_day:%d/%m/%Y}",
            )
            raise FieldRefusedError("firstDay", reason)

"""Record what was forfeited under a penalty payment of art. 133ter, and what was collected."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import OrderMeans
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.enforce import BASIS
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.law import PENALTY_TERM
from enforcement.mayor_measures.rules.penalty import PenaltyTerms, forfeited
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureForfeit, MeasureMeans
from enforcement.payments.book import register_payment
from enforcement.payments.open_claim import PenaltyDebt, open_penalty
from enforcement.payments.store import accounts, claims


@dataclass(frozen=True, slots=True)
class Breach:
    """Both days count; ``reason`` says by what it is known."""

    first_day: date
    last_day: date
    reason: str
    no_force_majeure: bool

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


async def forfeit(tx: Transaction, case_id: UUID, by: By, breach: Breach) -> MayorMeasure:
    """A breach that the police saw. What is forfeited prescribes a year after its last day.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    penalty = await _penalty(tx, case_id)
    last_day = breach.last_day
    _must_be_due(tx, case, penalty, breach)
    await _must_be_new(tx, penalty, breach)
    assert penalty.amount_cents and penalty.unit and penalty.ceiling_cents, "it is a penalty"
    terms = PenaltyTerms(penalty.amount_cents, penalty.unit, penalty.ceiling_cents)
    amount = forfeited(terms, breach.days, await store.forfeited_under(tx, penalty.means_id))
    if amount == 0:
        raise StepRefusedError(lazy("Het hoogste totaal van deze dwangsom is bereikt."))
    take_step(tx, case, MeasureStep.FORFEITURE, by, reason=breach.reason, basis=BASIS)
    law = await legal_terms.law(tx, last_day, PENALTY_TERM)
    ends = law.deadline(PENALTY_TERM, last_day)
    await case_terms.start(tx, case_id, law, PENALTY_TERM, last_day)
    row = MeasureForfeit(
        forfeit_id=uuid4(),
        case_id=case_id,
        means_id=penalty.means_id,
        first_day=breach.first_day,
        last_day=last_day,
        amount_cents=amount,
        prescribes_on=ends.last_day,
        noted_at=tx.now,
    )
    tx.session.add(row)
    case.to_collect = True
    await tx.session.flush()
    owed = PenaltyDebt(case_id, amount, last_day, city_day(tx.now))
    await open_penalty(tx, row.forfeit_id, owed)
    return case


async def collect(tx: Transaction, case_id: UUID, by: By, collected_on: date) -> MayorMeasure:
    """Finance got what is open and not prescribed by that day. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if collected_on > city_day(tx.now):
        raise FieldRefusedError("collectedOn", lazy("Deze dag ligt in de toekomst."))
    take_step(tx, case, MeasureStep.COLLECTION, by, reason=f"{collected_on:%d/%m/%Y}", basis=BASIS)
    rows = [
        each
        for each in await store.forfeits(tx, case_id)
        if each.collected_on is None and not each.given_up
    ]
    due = [each for each in rows if each.last_day <= collected_on <= each.prescribes_on]
    if not due:
        raise FieldRefusedError(
            "collectedOn", lazy("Op deze dag was er niets te innen, of het was al verjaard.")
        )
    for each in due:
        await _book(tx, each, collected_on, by)
        each.collected_on = collected_on
    case.to_collect = len(due) < len(rows)
    if not case.to_collect:
        await case_terms.close(tx, case_id, PENALTY_TERM)
    return case


async def _book(tx: Transaction, forfeit: MeasureForfeit, on: date, by: By) -> None:
    """What is open of its claim; one of before there were claims has none."""
    if await claims.find(tx, forfeit.forfeit_id) is None:
        return
    account = await accounts.read_for_update(tx, forfeit.forfeit_id)
    if account.balance.outstanding_cents > 0:
        amount = account.balance.outstanding_cents
        await register_payment(tx, forfeit.forfeit_id, amount, on, by)


async def _penalty(tx: Transaction, case_id: UUID) -> MeasureMeans:
    """The last penalty payment that the mayor ordered."""
    for each in reversed(await store.means(tx, case_id)):
        if each.means is OrderMeans.DWANGSOM:
            return each
    raise StepRefusedError(lazy("De burgemeester legde in dit dossier geen dwangsom op."))


async def _must_be_new(tx: Transaction, penalty: MeasureMeans, breach: Breach) -> None:
    """A day is owed once; what is due for each breach may come more than once a day."""
    if penalty.unit is not PenaltyUnit.PER_DAG:
        return
    for each in await store.forfeits(tx, penalty.case_id):
        if each.means_id == penalty.means_id and (
            each.first_day <= breach.last_day and breach.first_day <= each.last_day
        ):
            reason = lazy(
                "Voor %(first)s tot en met %(last)s is er al een dwangsom vastgelegd.",
                first=f"{each.first_day:%d/%m/%Y}",
                last=f"{each.last_day:%d/%m/%Y}",
            )
            raise FieldRefusedError("firstDay", reason)


def _must_be_due(
    tx: Transaction, case: MayorMeasure, penalty: MeasureMeans, breach: Breach
) -> None:
    first, last = breach.first_day, breach.last_day
    if not breach.no_force_majeure:
        reason = lazy("Bij overmacht is er geen dwangsom. Bevestig dat het er geen was.")
        raise FieldRefusedError("noForceMajeure", reason)
    if last < first:
        raise FieldRefusedError("lastDay", lazy("De laatste dag ligt voor de eerste dag."))
    if last > city_day(tx.now):
        raise FieldRefusedError("firstDay", lazy("Deze dagen liggen in de toekomst."))
    if penalty.grace_until is not None and first <= penalty.grace_until:
        until = f"{penalty.grace_until:%d/%m/%Y}"
        reason = lazy("Tot en met %(until)s is er nog geen dwangsom.", until=until)
        raise FieldRefusedError("firstDay", reason)
    begins, ends = case.effect_from, case.ended_at or case.effect_to
    over = ends is not None and last > city_day(ends - store.MICRO)
    if begins is None or first < city_day(begins) or over:
        raise FieldRefusedError("firstDay", lazy("Op deze dagen werkte er geen bevel."))
    if case.stayed_at is not None or case.annulled_at is not None:
        raise StepRefusedError(lazy("De Raad van State schorste of vernietigde dit bevel."))

"""Record an exchange, its answer, and its end; each is on the access log, data that left too."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from chassis.branches import check_branch
from chassis.bus.timers import Timer, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.observed import check_moment
from chassis.refusals import FieldRefusedError, NotFoundError
from chassis.web import Action, Actor, record_access
from databank.exchanges.rules import steps
from databank.exchanges.rules.codes import FollowUp
from databank.exchanges.rules.exchange import Answer, NewExchange, check_answer, check_new
from databank.exchanges.rules.steps import ExchangeNotFoundError, ExchangeState, ExchangeStep
from databank.exchanges.store import code_lists, exchanges
from databank.exchanges.store.exchanges import Exchange
from databank.legal_terms import store as legal_terms
from databank.persons.store import persons

KIND = "exchange"
"""An exchange in the access log."""
KEPT = "databank.exchange_kept_days"
"""Name of the term, in days after the last step, for which an exchange is kept."""
OVER = "exchange-over"


async def record_exchange(tx: Transaction, officer: Actor, new: NewExchange) -> None:
    """Raises ``FieldsRefusedError`` and ``FieldRefusedError``; ``NotFoundError`` where the subject
    is not there for who records it."""
    check_moment("happenedAt", new.happened_at, tx.now)
    on = city_day(new.happened_at)
    partner = await code_lists.partner(tx.conn, new.partner, on)
    check_new(new, partner, await code_lists.bases(tx.conn, on))
    if new.subject.branch is not None:
        check_branch("branch", new.subject.branch, on)
    claim_id = None
    person_id, place_id = new.subject.person_id, new.subject.establishment_id
    if person_id is not None:
        await persons.block_relinking(tx.conn)
        person_id = await persons.survivor(tx.conn, person_id)
        if person_id is None:
            raise NotFoundError(lazy("Deze persoon"))
        new = replace(new, subject=replace(new.subject, person_id=person_id))
        claim_id = await persons.anchor(tx.conn, person_id)
    if place_id is not None and await exchanges.place_label(tx.conn, place_id) is None:
        raise NotFoundError(lazy("Deze inrichting"))
    await exchanges.add(tx, new, claim_id, officer.subject)
    leaves = new.direction.leaves(answer=False)
    await _log(tx, officer, new.id, person_id, new.purpose, leaves=leaves)
    await _keep(tx, new.id)


async def record_answer(tx: Transaction, officer: Actor, exchange_id: UUID, answer: Answer) -> None:
    """Raises ``ExchangeNotFoundError``, ``StepRefusedError`` and ``FieldsRefusedError``."""
    exchange = await _step(tx, exchange_id, ExchangeStep.BEANTWOORDEN)
    check_moment("answeredAt", answer.answered_at, tx.now)
    if answer.answered_at < exchange.happened_at:
        reason = lazy("Het antwoord komt na de vraag. Kijk de dag na.")
        raise FieldRefusedError("answeredAt", reason)
    on = city_day(exchange.happened_at)
    partner = await code_lists.partner(tx.conn, exchange.partner, on)
    assert partner is not None  # it was listed on that day
    check_answer(answer, exchange.direction, exchange.subject, partner.kind)
    await exchanges.set_answered(tx, exchange_id, answer, officer.subject)
    leaves = bool(answer.categories) and exchange.direction.leaves(answer=True)
    await _log(tx, officer, exchange_id, exchange.person_id, exchange.purpose, leaves=leaves)
    await _keep(tx, exchange_id)


async def close(tx: Transaction, officer: Actor, exchange_id: UUID, follow_up: FollowUp) -> None:
    """Say what follows on an exchange. Raises as ``record_answer``."""
    exchange = await _step(tx, exchange_id, ExchangeStep.AFSLUITEN)
    await exchanges.set_ended(
        tx.conn,
        exchange_id,
        ExchangeState.AFGESLOTEN,
        tx.now,
        officer.subject,
        follow_up=follow_up,
    )
    await _log(tx, officer, exchange_id, exchange.person_id, exchange.purpose)
    await _keep(tx, exchange_id)


async def withdraw(tx: Transaction, officer: Actor, exchange_id: UUID, reason: str) -> None:
    """Take back what was noted twice or never was. Raises as ``record_answer``."""
    exchange = await _step(tx, exchange_id, ExchangeStep.INTREKKEN)
    await exchanges.set_ended(
        tx.conn,
        exchange_id,
        ExchangeState.INGETROKKEN,
        tx.now,
        officer.subject,
        reason=reason,
    )
    await _log(tx, officer, exchange_id, exchange.person_id, exchange.purpose)
    await _keep(tx, exchange_id)


async def forget(timer: Timer, tx: Transaction) -> None:
    """Its term after the last step is over. That data went over stays on the access log."""
    await exchanges.erase(tx.conn, UUID(timer.key))


async def _step(tx: Transaction, exchange_id: UUID, step: ExchangeStep) -> Exchange:
    exchange = await exchanges.get_for_update(tx.conn, exchange_id)
    if exchange is None:
        raise ExchangeNotFoundError
    steps.after(exchange.state, step)
    return exchange


async def _keep(tx: Transaction, exchange_id: UUID) -> None:
    days = await legal_terms.days(tx.conn, KEPT, city_day(tx.now))
    await schedule(tx, OVER, str(exchange_id), tx.now + timedelta(days=days))


async def _log(
    tx: Transaction,
    officer: Actor,
    exchange_id: UUID,
    person_id: UUID | None,
    purpose: str,
    *,
    leaves: bool = False,
) -> None:
    """Data of a person that leave are a disclosure of that person (DP-04)."""
    action = Action.DISCLOSE if leaves else Action.CHANGE
    subjects = [(KIND, exchange_id), *([("person", person_id)] if person_id else [])]
    for kind, subject_id in subjects:
        await record_access(
            tx,
            officer,
            action=action,
            subject_kind=kind,
            subject_id=subject_id,
            purpose=purpose,
        )

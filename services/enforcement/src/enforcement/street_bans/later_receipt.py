"""Letters of a ban that prove to have arrived later than the law presumed (Ger.W. art. 53bis)."""

from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.restart_term import restart_term, was_told
from enforcement.notifications.rules.notification import Proof
from enforcement.street_bans import store
from enforcement.street_bans.heard import invitation_notified
from enforcement.street_bans.rules import BREACHED
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ordered import tell_notified
from enforcement.street_bans.warning import came_back, warned_nobody, warning_notified


async def warning(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """Only a fact of after the proven day follows the warning; none does while its letter came back
    and no other arrived. Raises ``RefusedError``.
    """
    if await came_back(tx, case_id):
        await warned_nobody(tx, case_id, by)
    else:
        await warning_notified(tx, case_id, proof.proven_on, by)


async def invitation(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The time to prepare runs from the proven day. Raises ``RefusedError``."""
    await invitation_notified(tx, case_id, proof.proven_on, by)


async def order(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The ban holds from the proven day on, and the police hear it; the term of appeal begins anew.

    A breach of before was none: a person looks at what followed it. So too when the letter is that
    of an order before the renewal that counts now.
    """
    case = await store.get_for_update(tx, case_id)
    if case.notified_at is None or city_day(case.notified_at) != proof.presumed_on:
        if case.works_from is not None:
            await ask_review(tx, case_id, case.state, by, Early.GEWERKT)
        return
    await recount_order(tx, case, proof.proven_on, by)


async def recount_order(tx: Transaction, case: StreetBanCase, on: date, by: By) -> None:
    """The person got the order on another day than the case has."""
    case_id, before = case.case_id, case.works_from
    told = await was_told(tx, case_id, case.notified_at and city_day(case.notified_at))
    case.notified_at = max(day_start(on), case.ordered_at or day_start(on))
    tell_notified(tx, case)
    breached_at = await timeline.latest(tx, case_id, BREACHED)
    if breached_at is not None and not _holds(case, breached_at, before):
        await ask_review(tx, case_id, case.state, by, Early.GEWERKT)
    await restart_term(tx, case_id, on, contested=case.contested, remedy_told=told)


def _holds(case: StreetBanCase, at: datetime, before: datetime | None) -> bool:
    """Whether a breach is still one; of before the ban worked at all, it never was."""
    return before is None or at < before or case.holds(at)

"""Let a request to the Council of State, and its rulings, work on a decision.

``council_of_state`` records them; extreme urgency alone holds a decision up before a ruling. One on
a decision that the college took back does nothing to the case, which nobody contests.
"""

from datetime import datetime

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.contest import Contest
from enforcement.council_of_state.rules import Urgency
from enforcement.integrity_investigations.erase import erase_findings, keep_until
from enforcement.integrity_investigations.put_into_effect import (
    give_back,
    let_work,
    reconsider_refused,
)
from enforcement.integrity_investigations.rules import Measure
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.notifications.rules.ended import Ending


def note_request(
    tx: Transaction, case: IntegrityInvestigation, lodged_at: datetime, urgency: Urgency
) -> None:
    """In extreme urgency and within the waiting time, the decision waits for the ruling."""
    case.appealed_at, case.urgency = lodged_at, urgency
    in_time = case.effect_after is not None and city_day(lodged_at) <= case.effect_after
    if urgency is Urgency.UITERST_DRINGEND and in_time and case.effect_from is None:
        case.stayed_at = lodged_at


def note_ruling(
    _tx: Transaction, case: IntegrityInvestigation, ruling: CouncilRuling, _ruled_at: datetime
) -> None:
    if case.contested:
        case.ruling = ruling


async def stay(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """The Council suspended the decision: it does nothing until the Council rules."""
    if not case.contested:
        return
    worked = case.works
    case.stayed_at = case.stayed_at or tx.now
    if worked:
        await give_back(tx, case, by)


async def let_go_on(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """The Council does not suspend it: what waited for that works."""
    if not case.contested:
        return
    worked = case.works
    case.stayed_at = None
    if not worked and case.undone_at is None:
        await let_work(tx, case, by)


async def let_stand(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """The Council leaves the decision as it was, for good."""
    if case.contested:
        await let_go_on(tx, case, by)
        await _end(tx, case, by)


async def annul(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """The decision never was: all that it took is given back."""
    if not case.contested:
        return
    worked, stayed = case.works, case.stayed_at is not None
    case.undone_at, case.stayed_at = tx.now, None
    told_before = case.decided in (Measure.SLUITING, Measure.SCHORSING)
    if worked or (stayed and case.effect_from is not None and told_before):
        await give_back(tx, case, by, ending=Ending.VERNIETIGD)
    await reconsider_refused(tx, case, by)
    await _end(tx, case, by)


async def _end(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """After the last ruling nobody needs what was found."""
    await erase_findings(tx, case, by)
    if case.closed_at is not None:
        await keep_until(tx, case)


CONTEST = Contest[IntegrityInvestigation](
    CaseKind.INTEGRITY,
    {
        CouncilRuling.SCHORSING: stay,
        CouncilRuling.GEEN_SCHORSING: let_go_on,
        CouncilRuling.VERNIETIGING: annul,
        CouncilRuling.VERWERPING: let_stand,
        CouncilRuling.AFSTAND: let_stand,
    },
    note_request,
    note_ruling,
)

"""What a request to the Council of State against a sanction, and each ruling, do."""

from datetime import datetime

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import CouncilRuling
from contracts.enforcement import SanctionAppealDecided, SanctionAppealLodged
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.contest import Contest
from enforcement.council_of_state.rules import Urgency
from enforcement.sanctions import undo
from enforcement.sanctions.store import SanctionCase


def appeal_lodged(
    tx: Transaction, case: SanctionCase, lodged_at: datetime, urgency: Urgency
) -> None:
    record(
        tx,
        SanctionAppealLodged(
            case_id=case.case_id,
            premises_id=case.premises_id,
            suspension_asked=urgency is not Urgency.GEEN,
            lodged_at=lodged_at,
        ),
    )


def appeal_decided(
    tx: Transaction, case: SanctionCase, ruling: CouncilRuling, decided_at: datetime
) -> None:
    """Of a decision that the body took back nobody is told."""
    if not case.contested:
        return
    record(
        tx,
        SanctionAppealDecided(
            case_id=case.case_id,
            premises_id=case.premises_id,
            ruling=ruling,
            decided_at=decided_at,
        ),
    )


CONTEST = Contest[SanctionCase](
    CaseKind.SANCTION,
    {
        CouncilRuling.SCHORSING: undo.stay,
        CouncilRuling.GEEN_SCHORSING: undo.let_work_again,
        CouncilRuling.VERNIETIGING: undo.annul,
        CouncilRuling.VERWERPING: undo.let_work_again,
        CouncilRuling.AFSTAND: undo.let_work_again,
    },
    appeal_lodged,
    appeal_decided,
)

"""Tell that the Council of State was asked to judge a sanction, and how it ruled."""

from datetime import datetime

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import CouncilRuling
from contracts.enforcement import SanctionAppealDecided, SanctionAppealLodged
from enforcement.council_of_state.rules import Urgency
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
    record(
        tx,
        SanctionAppealDecided(
            case_id=case.case_id,
            premises_id=case.premises_id,
            ruling=ruling,
            decided_at=decided_at,
        ),
    )

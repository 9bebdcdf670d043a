"""Tell reporting that the college decided, or that the mayor ended the investigation."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import IntegrityInvestigationEnded
from enforcement.integrity_investigations.store import IntegrityInvestigation


def tell_ended(tx: Transaction, case: IntegrityInvestigation) -> None:
    """Also once more, where the day was noted wrong."""
    assert case.decided is not None and case.decided_at is not None, "somebody decided"
    record(
        tx,
        IntegrityInvestigationEnded(
            case_id=case.case_id,
            about=case.subject,
            measure=case.decided,
            decided_at=case.decided_at,
        ),
    )

"""Keep what a source said, apart from the timeline: it goes sooner."""

from datetime import datetime
from uuid import uuid4

from chassis.db import Transaction
from enforcement.integrity_investigations.rules import Outcome, Source
from enforcement.integrity_investigations.store import IntegrityFinding, IntegrityInvestigation


def keep(
    tx: Transaction,
    case: IntegrityInvestigation,
    source: Source,
    said_at: datetime,
    *,
    outcome: Outcome | None = None,
    note: str | None,
) -> None:
    """Keep it until the law lets the city keep it no longer."""
    tx.session.add(
        IntegrityFinding(
            finding_id=uuid4(),
            case_id=case.case_id,
            source=source,
            said_at=said_at,
            outcome=outcome,
            note=note,
        )
    )

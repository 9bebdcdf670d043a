"""Check on the spot whether premises keep to a sanction, as the city asked."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.observed import check_moment
from contracts.databank import ExecutionChecked
from databank.premises.rules import CheckDoneError, CheckNotFoundError, CheckState
from databank.premises.store import execution_checks
from databank.premises.store.execution_checks import CheckRow


async def check_execution(
    tx: Transaction, case_id: UUID, checked_at: datetime, *, complied: bool
) -> CheckRow:
    """Keep the outcome and tell the city. Raises ``CheckNotFoundError`` and ``CheckDoneError``."""
    check_moment("checkedAt", checked_at, tx.now)
    check = await execution_checks.get_for_update(tx.conn, case_id)
    if check is None:
        raise CheckNotFoundError
    if check.state is not CheckState.OPEN:
        raise CheckDoneError
    await execution_checks.set_checked(tx.conn, case_id, checked_at, complied)
    record(
        tx,
        ExecutionChecked(
            case_id=case_id,
            premises_id=check.premises_id,
            checked_at=checked_at,
            complied=complied,
        ),
    )
    return replace(check, state=CheckState.GECONTROLEERD, checked_at=checked_at, complied=complied)

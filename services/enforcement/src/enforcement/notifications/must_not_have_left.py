"""What a letter says is settled once the letter left: its reader acts on it."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import NOTIFIED, LetterState
from enforcement.notifications.store import letters
from enforcement.notifications.tell_procedure import is_taken_back

REACHES_SOMEBODY = frozenset({LetterState.GEPOST, *NOTIFIED})


async def must_not_have_left(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, decided_at: datetime
) -> None:
    """The day of a decision is no slip any more once a letter about it says that day.

    Raises ``FieldRefusedError``.
    """
    _, kind = key
    for letter in await letters.of_case(tx, case_id):
        if (
            letter.kind is kind
            and letter.state in REACHES_SOMEBODY
            and letter.drafted_at >= decided_at
            and not await is_taken_back(tx, key, case_id, letter.drafted_at)
        ):
            reason = lazy(
                "De brief met deze dag is al vertrokken. Laat wie besliste de beslissing hernemen."
            )
            raise FieldRefusedError("dayOf", reason)

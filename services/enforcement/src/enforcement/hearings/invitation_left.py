"""Nobody stays away from a hearing that no letter told of."""

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.store import timeline
from enforcement.hearings.right import CaseT, RightToBeHeard
from enforcement.notifications.must_not_have_left import REACHES_SOMEBODY
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import COPIED
from enforcement.notifications.store import letters

INVITATIONS = (LetterKind.UITNODIGING_HOORZITTING, LetterKind.UITNODIGING_OPNIEUW)


async def must_have_left(tx: Transaction, case: CaseT, right: RightToBeHeard[CaseT]) -> None:
    """A day of receipt that somebody typed is no letter. Raises ``StepRefusedError`` where none
    left since the last invitation."""
    lines = await timeline.of_case(tx, case.case_id)
    invited_at = max((line.at for line in lines if line.step == right.invitation), default=None)
    for letter in await letters.of_case(tx, case.case_id):
        if (
            letter.kind in INVITATIONS
            and letter.role not in COPIED
            and letter.state in REACHES_SOMEBODY
            and (invited_at is None or letter.drafted_at >= invited_at)
        ):
            return
    raise StepRefusedError(
        lazy(
            "Er vertrok geen brief met deze uitnodiging. Maak en post hem eerst: wie geen brief "
            "kreeg, bleef niet weg."
        )
    )

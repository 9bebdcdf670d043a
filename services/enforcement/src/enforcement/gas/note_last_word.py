"""Note somebody's last word in a fine case: that no more of the defence will follow."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas.make_ready import make_ready
from enforcement.gas.person_terms import count_missing
from enforcement.gas.rules import basis
from enforcement.gas.store import GasCase

NO_MORE = "niets_meer_te_zeggen"
"""A line of the timeline."""


async def note_last_word(tx: Transaction, case: GasCase, person_id: UUID | None, by: By) -> None:
    """The wait ends for this person alone; the decision waits for the letter to arrive by law.

    ``person_id`` is theirs in the letters; only an adult may do without. Raises ``RefusedError``.
    """
    if case.minor and person_id is None:
        reason = lazy(
            "In het dossier van een minderjarige heeft ieder een eigen termijn. Wacht tot ze om "
            "zijn, of laat ieder dit zelf zeggen met de code van de eigen brief."
        )
        raise FieldRefusedError("final", reason)
    case.waived_by = [*case.waived_by, str(person_id or case.case_id)]
    timeline.note(tx, case.case_id, NO_MORE, (case.state, case.state), by, basis=basis.NOTIFICATION)
    await count_missing(tx, case.case_id)
    await make_ready(tx, case, by)

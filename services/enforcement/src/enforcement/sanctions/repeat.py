"""A finding that may follow a warning in another case: linked there, it leads to a sanction."""

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.store.findings import Finding
from enforcement.sanctions import store
from enforcement.sanctions.rules.warnings import no_sequel
from enforcement.sanctions.store import SanctionCase

WARNED_AGAIN = "opnieuw_gewaarschuwd"
"""A line of the timeline: the number of the case to which somebody did not link the finding."""


async def warned_before(tx: Transaction, case: SanctionCase) -> SanctionCase | None:
    """The case that waits for a finding such as the one of ``case``, latest warning first.

    Where no declaration says who the owner is, a person has still to make sure.
    """
    fact = await store.later_fact(tx, case.premises_id, case.fact_code, case.fact_at)
    for other in await store.warned(tx, case.premises_id):
        warning = other.warning()
        if other.case_id == case.case_id or warning is None:
            continue
        if no_sequel(warning, fact, owner_known=True) is None:
            return other
    return None


async def following(tx: Transaction, case: SanctionCase) -> list[Finding]:
    """Findings with a case of their own that may follow the warning of ``case``.

    Where no declaration says who the owner is, a person has still to make sure.
    """
    warning = case.warning()
    if warning is None:
        return []
    found = []
    for each in await store.unhandled_findings(tx, case.case_id):
        own = await store.get(tx, each.case_id)
        fact = await store.later_fact(tx, own.premises_id, own.fact_code, own.fact_at)
        if no_sequel(warning, fact, owner_known=True) is None:
            found.append(each)
    return found


async def must_not_follow(tx: Transaction, case: SanctionCase) -> None:
    """Raises ``StepRefusedError`` for a case whose finding is to be linked to another first."""
    other = await warned_before(tx, case)
    if other is not None:
        reason = lazy(
            "Dit feit kan volgen op de waarschuwing in %(number)s. Koppel het daar, of kies om "
            "toch opnieuw te waarschuwen.",
            number=other.number,
        )
        raise StepRefusedError(reason)

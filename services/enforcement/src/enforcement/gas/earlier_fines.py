"""Earlier fines of the same person for the same infraction (recidivism, art. 7)."""

from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.gas import store
from enforcement.gas.law import fact_day, figure, law_of_facts
from enforcement.gas.rules import basis
from enforcement.gas.rules.fines import is_recidivism
from enforcement.gas.store import GasCase
from enforcement.persons.rules import is_same


async def repeats(tx: Transaction, case: GasCase) -> bool:
    """Whether the person was fined for the same infraction in the months before this finding."""
    return bool(await that_count(tx, case))


async def that_count(tx: Transaction, case: GasCase) -> list[GasCase]:
    """The fines of the same person for the same infraction in the months before this finding, the
    latest first: the officer sees which they are, and why the amount weighs them.

    Identities are sealed: those of the few cases that may count are opened here and compared, and
    nobody sees them.
    """
    law = await law_of_facts(tx, case.case_id, basis.RECIDIVISM)
    months, found_on = figure(law, basis.RECIDIVISM), await fact_day(tx, case.case_id)
    own = await findings.offenders(tx, case.case_id)
    counted = []
    for earlier in await store.fined_for(tx, await _codes(tx, case), before=found_on):
        assert earlier.decided_on is not None, "it was fined"
        is_own = earlier.case_id == case.case_id
        if is_own or not is_recidivism([earlier.decided_on], found_on, months):
            continue
        if is_same(own, await findings.offenders(tx, earlier.case_id)):
            counted.append(earlier)
    return sorted(counted, key=lambda earlier: earlier.decided_on or found_on, reverse=True)


async def recount_later(tx: Transaction, fallen: GasCase, by: By) -> None:
    """A fine fell: later ones that weighed it as an earlier sanction had no reason to.

    The officer looks at each of them; no clock changes an amount.
    """
    if fallen.decided_on is None:
        return
    await tx.session.flush()
    own = await findings.offenders(tx, fallen.case_id)
    codes = await _codes(tx, fallen)
    for later in await store.repeating(tx, codes, since=fallen.decided_on):
        if not is_same(own, await findings.offenders(tx, later.case_id)):
            continue
        if not await repeats(tx, later):
            later.recidivism = False
            await ask_review(tx, later.case_id, later.state, by, Early.HERHALING)


async def _codes(tx: Transaction, case: GasCase) -> set[str]:
    return {finding.fact_code for finding in await findings.of_case(tx, case.case_id)}

"""Earlier fines of the same person for the same infraction (recidivism, art. 7)."""

from collections.abc import Sequence

from chassis.db import Transaction
from enforcement.cases.store import findings
from enforcement.cases.store.findings import OffenderIdentity
from enforcement.gas import store
from enforcement.gas.law import fact_day, figure, law_of_facts
from enforcement.gas.rules import basis
from enforcement.gas.rules.fines import is_recidivism
from enforcement.gas.store import GasCase


async def repeats(tx: Transaction, case: GasCase) -> bool:
    """Whether the person was fined for the same infraction in the months before this finding.

    Identities are sealed: those of the few cases that may count are opened here and compared, and
    nobody sees them.
    """
    law = await law_of_facts(tx, case.case_id, basis.RECIDIVISM)
    months, found_on = figure(law, basis.RECIDIVISM), await fact_day(tx, case.case_id)
    own = await findings.offenders(tx, case.case_id)
    codes = {finding.fact_code for finding in await findings.of_case(tx, case.case_id)}
    for earlier in await store.fined_for(tx, codes, before=found_on):
        assert earlier.decided_on is not None, "it was fined"
        if not is_recidivism([earlier.decided_on], found_on, months):
            continue
        if is_same(own, await findings.offenders(tx, earlier.case_id)):
            return True
    return False


def is_same(own: Sequence[OffenderIdentity], others: Sequence[OffenderIdentity]) -> bool:
    """The same name and birth date; without a birth date nobody is held for another."""
    known = {(who.name.casefold(), who.birth_date) for who in own if who.birth_date}
    return bool(known & {(who.name.casefold(), who.birth_date) for who in others})

"""Destroy the persons of cases whose time in the register is over, and those of declarations that
ended long ago; every night, without a person.

The law says when (arts. 19/1 §4 and 44 §2), and of a sanction case that ended without a sanction
the same years; nothing is decided here. A case that still runs waits
for somebody to close it, and one that ended without a fine until the letter that says so left.
"""

from datetime import timedelta

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.gas import store as gas
from enforcement.gas.awaited_letters import LAST_WORD_DUE
from enforcement.legal_terms import store as legal_terms
from enforcement.registers.rules import DECLARATION_YEARS, REGISTER_YEARS, RetentionGround
from enforcement.registers.store import declarations, destructions, sanctions

TIMER = "register-retention"
KEY = "every night"
AT_ONCE = 100
"""Cases in one transaction; more follow at once."""
HOUR = timedelta(hours=3)


async def destroy_over(tx: Transaction) -> int:
    """Destroy what is over, and set the clock for the next time; gives the number of cases."""
    today = city_day(tx.now)
    rows = await sanctions.over(tx, await years(tx), today, AT_ONCE, LAST_WORD_DUE, done=True)
    for row in rows:
        await destructions.destroy(tx, row.case_id, row.number, row.ground, row.kept_until)
        for joined in await gas.joined_to(tx, row.case_id):
            await destructions.destroy(
                tx, joined.case_id, joined.number, row.ground, row.kept_until
            )
    ended = await declarations.over(tx, await years(tx, DECLARATION_YEARS), today, AT_ONCE)
    for dossier in ended:
        ground = RetentionGround.VERKLARING
        await destructions.destroy(tx, dossier.case_id, dossier.number, ground, dossier.kept_until)
    next_time = (
        tx.now
        if AT_ONCE in (len(rows), len(ended))
        else day_start(today + timedelta(days=1)) + HOUR
    )
    await schedule(tx, TIMER, KEY, next_time)
    return len(rows) + len(ended)


async def years(tx: Transaction, term: str = REGISTER_YEARS) -> int:
    """The years that the register keeps a sanction, or of another term, by the law of today."""
    law = await legal_terms.law(tx, city_day(tx.now), term)
    value = law.terms[term].value
    assert value is not None, "a term in years"
    return value

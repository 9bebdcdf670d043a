"""Limit a fine: the lowest of the maxima of the law and of the city's own rule on the fact day."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import findings
from enforcement.gas import store
from enforcement.gas.law import figure, law_of_facts
from enforcement.gas.rules import basis
from enforcement.gas.rules.fines import fine_limit
from enforcement.gas.store import GasCase


async def highest_fine(tx: Transaction, case: GasCase, *, on: date | None = None) -> int:
    """In whole euros, for all facts of the case together: art. 7 knows one sanction for them.

    By the rules of the days of the facts, or as if each had taken place ``on`` a day.
    """
    law = await law_of_facts(tx, case.case_id, basis.MAX_ADULT, basis.MAX_MINOR)
    rules = [
        await store.rule_of(tx, finding.fact_code, on or city_day(finding.fact_at))
        for finding in await findings.of_case(tx, case.case_id)
    ]
    amounts = [rule.max_eur for rule in rules if rule is not None and rule.max_eur is not None]
    return fine_limit(
        figure(law, basis.MAX_ADULT),
        max(amounts, default=None),
        figure(law, basis.MAX_MINOR),
        minor=bool(case.minor),
    )

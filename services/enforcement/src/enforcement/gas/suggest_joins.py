"""Suggest cases that a fine case may belong to: the same person, report, or day and place."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import findings
from enforcement.cases.store.findings import Finding
from enforcement.gas import store
from enforcement.gas.rules import Likeness
from enforcement.gas.rules.join import is_suggested
from enforcement.gas.store import GasCase
from enforcement.persons.rules import is_same

AROUND = timedelta(days=31)
"""Facts that are further apart were hardly found together."""
LOOKED_AT = 200
AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case that nothing was sent in yet, and what it has in common; it names nobody."""

    case_id: UUID
    number: str
    fact_code: str
    fact_on: date
    likenesses: list[Likeness]


async def suggest_joins(tx: Transaction, case: GasCase) -> list[Suggestion]:
    """The likest first. Persons are compared where they are opened; the answer is yes or no."""
    own = await findings.of_case(tx, case.case_id)
    since, until = own[0].fact_at - AROUND, own[-1].fact_at + AROUND
    others = await store.under_inquiry(tx, case.case_id, since, until, LOOKED_AT)
    ids = [other.case_id for other in others]
    persons = await findings.identities(tx, [case.case_id, *ids])
    facts = await findings.of_cases(tx, ids)
    suggested = []
    for other in others:
        found = facts[other.case_id]
        alike = _alike(own, found)
        if is_same(persons.get(case.case_id, []), persons.get(other.case_id, [])):
            alike.insert(0, Likeness.PERSOON)
        if case.premises_id is not None and case.premises_id == other.premises_id:
            alike.append(Likeness.PLAATS)
        if is_suggested(alike):
            first = found[0]
            suggested.append(
                Suggestion(
                    other.case_id, other.number, first.fact_code, city_day(first.fact_at), alike
                )
            )
    return sorted(suggested, key=lambda each: -len(each.likenesses))[:AT_MOST]


def _alike(own: list[Finding], others: list[Finding]) -> list[Likeness]:
    alike = []
    if {each.report_number for each in own} & {each.report_number for each in others}:
        alike.append(Likeness.RAPPORT)
    if {city_day(each.fact_at) for each in own} & {city_day(each.fact_at) for each in others}:
        alike.append(Likeness.DAG)
    return alike

"""The person of a ban: known by the findings of the police alone, and compared unseen."""

from collections.abc import Sequence
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import findings
from enforcement.cases.store.findings import OffenderIdentity
from enforcement.gas.rules.fines import MAJORITY, UnknownBirthDateError, age_on
from enforcement.persons.rules import is_same
from enforcement.street_bans import store


async def persons_of(tx: Transaction, case_id: UUID) -> list[OffenderIdentity]:
    cases = dict.fromkeys(fact.gas_case_id for fact in await store.facts(tx, case_id))
    return [who for gas_id in cases for who in await findings.offenders(tx, gas_id)]


async def is_about(tx: Transaction, case_id: UUID, persons: Sequence[OffenderIdentity]) -> bool:
    """Whether a ban is about one of these; without a birth date nobody is held for another."""
    return is_same(await persons_of(tx, case_id), persons)


def is_minor(tx: Transaction, persons: Sequence[OffenderIdentity]) -> bool:
    """Whether anybody of them is known to be a minor today."""
    known = [who for who in persons if who.birth_date is not None]
    return bool(known) and may_be_minor(tx, known)


def may_be_minor(tx: Transaction, persons: Sequence[OffenderIdentity]) -> bool:
    """Whether anybody of them is a minor today, or may be: no full birth date is known."""
    today = city_day(tx.now)
    for who in persons:
        try:
            if who.birth_date is None or age_on(who.birth_date, today) < MAJORITY:
                return True
        except UnknownBirthDateError:
            return True
    return not persons

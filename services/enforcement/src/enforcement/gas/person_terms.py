"""Terms of each person of a fine case, from the letters that this person got.

A minor and each holder of parental authority have the same rights (arts. 25 §5 and 31), so each has
a term of the own. The case waits for the last of them (:mod:`enforcement.gas.notified`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.days import day_start
from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.gas import store
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.law import law_of_facts
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import PERSONS
from enforcement.notifications.store import addressees, letters
from enforcement.notifications.store.addressees import same_person

APPEALED = (LetterKind.BESLISSING, LetterKind.RECHTZETTING)
"""Letters from which a month to appeal runs: the longest counts."""


@dataclass(frozen=True, slots=True)
class PersonTerms:
    """Days in Brussels of one person; empty while that letter has not reached them."""

    told_on: date | None = None
    defence_until: date | None = None
    offered_on: date | None = None
    decided_on: date | None = None
    appeal_until: date | None = None


async def terms_of(tx: Transaction, case_id: UUID) -> Mapping[UUID, PersonTerms]:
    """The terms of everybody of a fine case who got one of its letters, by person."""
    return {
        person_id: await _terms(tx, case_id, days)
        for person_id, days in (await letters.notified_days(tx, case_id)).items()
    }


async def count_missing(tx: Transaction, case_id: UUID) -> None:
    """Count who still lacks which letter, or has more to say; of other procedures nothing counts.

    When nobody lacks the decision any more, the fine may become final.
    """
    case = await store.find_for_update(tx, case_id)
    if case is None:
        return
    await tx.session.flush()
    persons = await addressees.persons_of(tx, case_id)
    days = await letters.notified_days(tx, case_id)

    def lacking(kind: LetterKind) -> int:
        return sum(kind not in days.get(person_id, {}) for person_id in persons)

    case.untold = lacking(LetterKind.OPSTARTBRIEF)
    case.unoffered = lacking(LetterKind.BEMIDDELINGSAANBOD)
    case.undecided = lacking(LetterKind.BESLISSING)
    case.uncorrected = 0 if case.is_ruled else await _uncorrected(tx, case)
    case.waived = _everybody_waived(case, persons)
    told = case.state in (GasState.TER_KENNIS_GEBRACHT, GasState.VONNIS)
    waits = told and case.appeal_until is not None
    if waits and not (case.undecided or case.uncorrected):
        assert case.appeal_until is not None
        day_after = day_start(case.appeal_until + timedelta(days=1))
        await schedule(tx, FINE_FINAL, str(case_id), max(day_after, tx.now), {})


async def _uncorrected(tx: Transaction, case: GasCase) -> int:
    """The persons to whom another amount left than the fine has now, and no letter with that came.

    A decision that is made after the correction says the right amount itself; whoever got their
    letters before release 0.3 has no ``person_id``, and is known by role and name.
    """
    corrected_at = await timeline.latest(tx, case.case_id, GasStep.CORRECTION)
    if corrected_at is None:
        return 0
    left = [
        (letter, same_person(letter.role, letters.content_of(tx, letter).address.name))
        for letter in await letters.of_case(tx, case.case_id)
        if letter.kind in APPEALED and letter.role in PERSONS and letter.posted_on is not None
    ]
    wrong = {who for letter, who in left if letter.drafted_at < corrected_at}
    right = {
        who
        for letter, who in left
        if letter.drafted_at >= corrected_at and letter.notified_on is not None
    }
    persons = {
        same_person(each.role, each.address.name)
        for each in await addressees.of_cases(tx, [case.case_id])
        if each.role in PERSONS
    }
    return len(wrong & persons - right)


def _everybody_waived(case: GasCase, persons: Iterable[UUID]) -> bool:
    """Nobody has more to say; an adult is the only one who has a term."""
    if not case.minor:
        return bool(case.waived_by)
    return {str(person_id) for person_id in persons} <= {*case.waived_by} and bool(case.waived_by)


async def _terms(tx: Transaction, case_id: UUID, days: Mapping[LetterKind, date]) -> PersonTerms:
    told, decided = days.get(LetterKind.OPSTARTBRIEF), days.get(LetterKind.BESLISSING)
    defence = None
    if told is not None:
        law = await law_of_facts(tx, case_id, basis.DEFENCE_TERM)
        defence = law.deadline(basis.DEFENCE_TERM, told).last_day
    months = [await _appeal_month(tx, days[kind]) for kind in APPEALED if kind in days]
    appeal = max(months, default=None)
    return PersonTerms(told, defence, days.get(LetterKind.BEMIDDELINGSAANBOD), decided, appeal)


async def _appeal_month(tx: Transaction, on: date) -> date:
    law = await legal_terms.law(tx, on, basis.APPEAL_TERM)
    return law.deadline(basis.APPEAL_TERM, on).last_day

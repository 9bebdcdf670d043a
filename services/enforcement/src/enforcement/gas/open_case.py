"""Open a fine case for a finding, or add the finding to the case of facts found with it."""

from datetime import date
from uuid import uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.databank import FindingTransferred
from contracts.enforcement import GasCaseOpened, GasFindingLinked
from enforcement.cases.note_opening import note_opening
from enforcement.cases.store import findings, numbers
from enforcement.cases.store.findings import OffenderIdentity
from enforcement.cases.store.timeline import POLICE
from enforcement.gas import store
from enforcement.gas.ask_prosecutor import start_window, tell_asked
from enforcement.gas.combine import add_part
from enforcement.gas.hold import change_hold
from enforcement.gas.law import figure
from enforcement.gas.rules import Part, basis, may_be_victim, opening_state
from enforcement.gas.rules.fines import MAJORITY, UnknownBirthDateError, age_on
from enforcement.gas.store import GasCase, GasRule
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Law
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store import letters
from enforcement.persons.rules import is_same


async def open_or_link(tx: Transaction, event: FindingTransferred) -> None:
    """Facts of one report about one person are one case: art. 7 knows one sanction for them."""
    part = await _part(tx, event)
    together = await _found_together(tx, event) if part.competent else None
    if together is None:
        await open_case(tx, event, part)
    else:
        await _link(tx, together, event, part)


async def open_case(tx: Transaction, event: FindingTransferred, part: Part) -> None:
    """The decision term is counted by the law of the fact date."""
    fact_day = city_day(event.fact_at)
    law = await legal_terms.law(tx, fact_day, basis.DECISION_TERM)
    from_finding = law.terms[basis.DECISION_TERM].start_event == "finding"
    starts_on = fact_day if from_finding else city_day(event.transferred_at)
    case_id = uuid4()
    await findings.keep(tx, event, case_id)
    ends = await case_terms.start(tx, case_id, law, basis.DECISION_TERM, starts_on)
    case = GasCase(
        case_id=case_id,
        number=await numbers.next_number(tx, "GAS"),
        finding_id=event.finding_id,
        premises_id=event.premises_id,
        state=opening_state(event.on_hold, mixed=part.mixed is not None),
        on_hold=event.on_hold,
        offender_role=str(event.offender_role),
        fact_code=event.fact_code,
        decide_by=ends.last_day,
        safe_by=ends.safe_day,
        opened_at=tx.now,
        competent=part.competent,
        minor=part.minor,
        mixed=part.mixed,
    )
    tx.session.add(case)
    if part.mixed is not None:
        await start_window(tx, case, city_day(event.transferred_at))
    note_opening(tx, case_id, case.state, event)
    record(
        tx,
        GasCaseOpened(
            case_id=case_id,
            finding_id=event.finding_id,
            offender_role=event.offender_role,
            fact_code=event.fact_code,
            on_hold=event.on_hold,
            decide_by=ends.last_day,
            safe_by=ends.safe_day,
            opened_at=tx.now,
        ),
    )
    if part.mixed is not None:
        await tell_asked(tx, case_id)


async def _found_together(tx: Transaction, event: FindingTransferred) -> GasCase | None:
    """A case that no letter yet tells the facts of, and that no prosecution keeps waiting."""
    person = event.offender.value
    own = [OffenderIdentity(event.finding_id, **person.model_dump(), place=None)]
    untouched = await store.untouched_of_report(tx, event.report_number)
    opened = await letters.cases_with(tx, untouched, LetterKind.OPSTARTBRIEF)
    for case_id in untouched:
        if case_id not in opened and is_same(own, await findings.offenders(tx, case_id)):
            case = await store.get_for_update(tx, case_id)
            if not (case.prosecution_bars or case.is_prosecuted):
                return case
    return None


async def _link(tx: Transaction, case: GasCase, event: FindingTransferred, part: Part) -> None:
    await findings.keep(tx, event, case.case_id)
    received_on = city_day(event.transferred_at)
    await add_part(tx, case, part, received_on, POLICE, event.report_number)
    record(
        tx,
        GasFindingLinked(case_id=case.case_id, finding_id=event.finding_id, linked_at=tx.now),
    )
    if event.on_hold:
        await change_hold(tx, case, POLICE, on_hold=True)


async def _part(tx: Transaction, event: FindingTransferred) -> Part:
    """Facts as the city sees them by itself: whether its rule was in force, the person was old
    enough, and the prosecutor has a say.
    """
    fact_day = city_day(event.fact_at)
    law = await legal_terms.law(tx, fact_day, basis.MIN_AGE)
    rule, age = await store.rule_of(tx, event.fact_code, fact_day), _age(event, fact_day)
    return Part(
        competent=_is_competent(rule, age, law),
        minor=None if age is None else age < MAJORITY,
        may_be_victim=may_be_victim(event.offender_role),
        mixed=None if rule is None else rule.mixed,
    )


def _age(event: FindingTransferred, fact_day: date) -> int | None:
    """None where the police know no whole birth date: then a person says it."""
    born = event.offender.value.birth_date
    try:
        return None if born is None else age_on(born, fact_day)
    except UnknownBirthDateError:
        return None


def _is_competent(rule: GasRule | None, age: int | None, law: Law) -> bool:
    if rule is None or rule.max_eur is None:
        return False
    return age is None or age >= figure(law, basis.MIN_AGE)

"""Terms of a case: start, start anew, pause, extend and close; the clock flags each on its days."""

from datetime import date
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from enforcement.legal_terms import store
from enforcement.legal_terms.ledger.rules import (
    MOST_DAYS,
    Author,
    Count,
    TermChange,
    days_between,
)
from enforcement.legal_terms.ledger.store import CaseTermChange
from enforcement.legal_terms.rules import Deadline, Law, ending, lengthened
from enforcement.legal_terms.store import CaseTerm

TIMER = "legal-term"


async def start(
    tx: Transaction, case_id: UUID, law: Law, term_id: str, event_day: date
) -> Deadline:
    """Start, or start anew, a term of a case; the clock flags it on its safe day and its end."""
    ends = law.deadline(term_id, event_day)
    await start_until(tx, case_id, term_id, event_day, ends, law.terms[term_id].valid_from)
    return ends


async def start_until(
    tx: Transaction,
    case_id: UUID,
    term_id: str,
    event_day: date,
    ends: Deadline,
    version: date | None = None,
) -> None:
    """Start a term with an end that somebody chose."""
    await store.start(tx, case_id, term_id, version, event_day, ends)
    await _watch(tx, case_id, term_id, ends)


async def pause(
    tx: Transaction, case_id: UUID, term_id: str, on: date, reason: str, by: Author
) -> None:
    """Let a term stand still from a day on. Raises ``RefusedError`` where the law does not."""
    case_term, law = await _running(tx, case_id, term_id)
    if case_term.paused_on is not None:
        raise StepRefusedError(lazy("Deze termijn staat al stil."))
    _may_move(law, case_term)
    if not case_term.starts_on <= on <= min(case_term.last_day, city_day(tx.now)):
        raise FieldRefusedError(
            "on", lazy("Kies een dag waarop de termijn liep, tot en met vandaag.")
        )
    case_term.paused_on = on
    last_day = case_term.last_day
    _note(tx, case_term, TermChange.GEPAUZEERD, on, (last_day, last_day), reason, by)
    await tx.session.flush()
    await revoke(tx, TIMER, f"{case_id}:{term_id}")


async def resume(
    tx: Transaction, case_id: UUID, term_id: str, on: date, reason: str, by: Author
) -> Deadline:
    """Let a term go on from a day; its end moves by the days that it stood still."""
    case_term, law = await _running(tx, case_id, term_id)
    if case_term.paused_on is None:
        raise StepRefusedError(lazy("Deze termijn staat niet stil."))
    if not case_term.paused_on <= on <= city_day(tx.now):
        raise FieldRefusedError(
            "on", lazy("Kies een dag sinds de termijn stilstaat, tot en met vandaag.")
        )
    days = days_between(law.terms[term_id], case_term.paused_on, on, law.days)
    case_term.paused_on = None
    return await _add_days(tx, case_term, law, days, TermChange.HERVAT, on, reason, by)


async def extend(
    tx: Transaction, case_id: UUID, term_id: str, law: Law, longer_id: str, reason: str, by: Author
) -> Deadline:
    """Lengthen a term by the legal term that the law has for it; ``law`` holds that one.

    The version of ``longer_id`` is the one in force on the day by which the case is judged.
    """
    case_term, own_law = await _running(tx, case_id, term_id)
    longer = law.terms[longer_id]
    if longer.extends != term_id or case_term.counted_by == longer_id:
        raise StepRefusedError(lazy("De wet verlengt deze termijn zo niet."))
    count = Count(own_law.terms[term_id], case_term.starts_on, longer, case_term.added_days)
    ends = count.dates(law.days)
    if ends.last_day <= case_term.last_day:
        raise StepRefusedError(lazy("Deze termijn loopt al langer."))
    case_term.counted_by, case_term.counted_version = longer_id, longer.valid_from
    dates = (case_term.last_day, ends.last_day)
    entry = _note(tx, case_term, TermChange.VERLENGD, city_day(tx.now), dates, reason, by)
    entry.counted_by = longer_id
    await _move(tx, case_term, ends)
    return ends


async def extend_by_days(
    tx: Transaction, case_id: UUID, term_id: str, days: int, reason: str, by: Author
) -> Deadline:
    """Lengthen a term of the city's own by some days, with a reason."""
    case_term, law = await _running(tx, case_id, term_id)
    _may_move(law, case_term)
    if not 1 <= days <= MOST_DAYS:
        raise FieldRefusedError(
            "days", lazy("Vul een aantal dagen in van 1 tot %(most_days)s.", most_days=MOST_DAYS)
        )
    today = city_day(tx.now)
    return await _add_days(tx, case_term, law, days, TermChange.VERLENGD, today, reason, by)


async def close(tx: Transaction, case_id: UUID, *term_ids: str) -> list[str]:
    """Close terms whose reason is gone; without ids, all terms of the case. The ids of those."""
    closed = await store.close(tx, case_id, *term_ids)
    for term_id in closed:
        await revoke(tx, TIMER, f"{case_id}:{term_id}")
    return closed


async def reopen(tx: Transaction, case_id: UUID, *term_ids: str) -> None:
    """Let terms run on that were closed, with the dates that they had."""
    for term_id in term_ids:
        ends = await store.reopen(tx, case_id, term_id)
        if ends is not None:
            await _watch(tx, case_id, term_id, ends)


async def _running(tx: Transaction, case_id: UUID, term_id: str) -> tuple[CaseTerm, Law]:
    """The term, locked, with the versions of the law that it is counted by."""
    case_term = await store.get_for_update(tx, case_id, term_id)
    if case_term is None:
        raise NotFoundError(
            lazy("Deze termijn"), reason=lazy("Deze termijn loopt niet in dit dossier.")
        )
    law = await store.law(tx, case_term.version or case_term.starts_on, term_id)
    if case_term.counted_by is not None and case_term.counted_version is not None:
        longer = await store.law(tx, case_term.counted_version, case_term.counted_by)
        law = Law(law.terms | longer.terms, law.days)
    return case_term, law


def _may_move(law: Law, case_term: CaseTerm) -> None:
    if not law.terms[case_term.term_id].may_pause:
        raise StepRefusedError(
            lazy("De wet laat niet toe dat deze termijn stilstaat of langer wordt.")
        )


async def _add_days(
    tx: Transaction,
    case_term: CaseTerm,
    law: Law,
    days: int,
    change: TermChange,
    on: date,
    reason: str,
    by: Author,
) -> Deadline:
    term = law.terms[case_term.term_id]
    longer = law.terms[case_term.counted_by] if case_term.counted_by else None
    count = Count(term, case_term.starts_on, longer, case_term.added_days)
    chosen = count.dates(law.days).last_day != case_term.last_day
    case_term.added_days += days
    if chosen:  # an end that somebody chose
        last_day = lengthened(case_term.last_day, term, days, law.days)
        ends = ending(longer or term, last_day, law.days)
    else:
        count = Count(term, case_term.starts_on, longer, case_term.added_days)
        ends = count.dates(law.days)
    entry = _note(tx, case_term, change, on, (case_term.last_day, ends.last_day), reason, by)
    entry.days = days
    await _move(tx, case_term, ends)
    return ends


def _note(
    tx: Transaction,
    case_term: CaseTerm,
    change: TermChange,
    on: date,
    dates: tuple[date, date],
    reason: str,
    by: Author,
) -> CaseTermChange:
    before, after = dates
    entry = CaseTermChange(
        case_id=case_term.case_id,
        term_id=case_term.term_id,
        change=change,
        on_day=on,
        before=before,
        after=after,
        reason=reason,
        at=tx.now,
        actor_function=by.function,
        actor_subject=by.subject,
    )
    tx.session.add(entry)
    return entry


async def _move(tx: Transaction, case_term: CaseTerm, ends: Deadline) -> None:
    case_term.last_day, case_term.safe_day = ends.last_day, ends.safe_day
    case_term.post_by = ends.post_by
    await tx.session.flush()
    if case_term.paused_on is None:
        await _watch(tx, case_term.case_id, case_term.term_id, ends)


async def _watch(tx: Transaction, case_id: UUID, term_id: str, ends: Deadline) -> None:
    data = {"case": str(case_id), "term": term_id}
    await schedule(tx, TIMER, f"{case_id}:{term_id}", day_start(ends.safe_day), data)

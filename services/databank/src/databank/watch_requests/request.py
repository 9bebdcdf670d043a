"""Ask to be told when somebody is seen; agree as second person, ask longer, end, and forget.

Every step and every look is on the access log beside the request itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from chassis.bus.timers import Timer, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.break_glass.rules import Official, Role
from databank.access.open_person import open_person
from databank.access.shields.shield import current_id, official
from databank.access.shields.view import over_everybody
from databank.legal_terms import store as legal_terms
from databank.persons.store import persons
from databank.search import rules as search
from databank.search import store as searches
from databank.watch_requests import store
from databank.watch_requests.rules import (
    ANSWERS,
    Answer,
    AnswerNotAllowedError,
    Ground,
    Likeness,
    RequestNotFoundError,
    State,
    Step,
    StepNotAllowedError,
    WatchTerm,
    check_asked,
    check_term,
    may_be_sought,
    sought_features,
)
from databank.watch_requests.store import Watched, WatchRow
from databank.watch_requests.tell import settle, stand_on_likely
from linkage.claim import Features

SEINING = "seining"
"""Kind of the entries of the access log, and the purpose of a look; ``seining:<id>`` of a person
says by which request."""
LONGEST, KEPT = "databank.watch_days", "databank.watch_kept_days"
"""Names of the terms in days: the longest that somebody may ask at once, and for how long a request
is kept after it ended."""
OVER = "watch-request-over"
"""The timer that erases a request."""


@dataclass(frozen=True, slots=True, repr=False)
class NewRequest:
    """Who is looked for: the person of a file, or a name and birth date known to none."""

    ground: Ground
    reason: str
    told: frozenset[Role]
    last_day: date
    person_id: UUID | None = None
    sought: dict[str, str] | None = None


async def longest(tx: Transaction) -> int:
    """The most days that somebody may ask at once."""
    return await legal_terms.days(tx.conn, LONGEST, city_day(tx.now))


async def ask(tx: Transaction, officer: Actor, new: NewRequest) -> UUID:
    """Keep a request; nobody is told anything until somebody else agrees.

    Raises ``FieldRefusedError``, ``NotFoundError`` and ``ShieldedError``.
    """
    today = city_day(tx.now)
    check_asked(new.told, has_somebody=bool(new.person_id or new.sought))
    check_term(new.last_day, today, await longest(tx))
    await persons.block_relinking(tx.conn)
    person_id = await current_id(tx, new.person_id) if new.person_id else None
    if new.person_id and person_id is None:
        raise NotFoundError(lazy("Deze persoon"))
    request_id = uuid4()
    if person_id:
        await open_person(tx, officer, person_id, f"{SEINING}:{request_id}")
    term = WatchTerm(new.last_day, officer.subject)
    row = WatchRow(
        id=request_id,
        ground=new.ground,
        reason=new.reason,
        requested_by=officer.subject,
        requested_at=tx.now,
        first_day=today,
        told=new.told,
        terms=(term,),
        sought=None if person_id else new.sought,
        ended_by=None,
    )
    await store.add(tx, row, term)
    if person_id:
        await store.stand_on(tx.conn, request_id, [person_id], likely=False)
    await _forget_after(tx, request_id, new.last_day)
    await _log(tx, officer, request_id, Action.CHANGE)
    return request_id


async def take(
    tx: Transaction, officer: Actor, request_id: UUID, step: Step, last_day: date | None = None
) -> None:
    """Take one step; ``last_day`` goes with asking a longer term.

    Raises ``RequestNotFoundError``, ``StepNotAllowedError`` and ``FieldRefusedError``.
    """
    await _hold(tx, reads_known=step is Step.BEVESTIGEN)
    await store.lock(tx, [request_id])
    row = await _seen_by(tx, officer, request_id)
    today = city_day(tx.now)
    row.check(official(officer), step, today)
    if step is Step.VERLENGEN:
        if last_day is None:
            raise FieldRefusedError("lastDay", lazy("Kies een dag."))
        check_term(last_day, today, await longest(tx))
        await store.add_term(tx, request_id, WatchTerm(last_day, officer.subject))
    elif step is Step.BEEINDIGEN:
        await store.end(tx, request_id, officer.subject)
    else:
        assert step in ANSWERS
        await store.decide(tx, request_id, officer.subject, agreed=step is Step.BEVESTIGEN)
    after = await store.get(tx, request_id)
    assert after is not None  # it is locked
    if step is Step.BEVESTIGEN:
        await _begin(tx, after)
    waits = after.waiting.last_day if after.waiting else None
    days = [day for day in (after.last_day, waits) if day and after.ended_at is None]
    await _forget_after(tx, request_id, max(days, default=today))
    await _log(tx, officer, request_id, Action.CHANGE)


async def open_request(tx: Transaction, officer: Actor, request_id: UUID) -> WatchRow:
    """Read one request, for whom it concerns or who answers it; the look is written down.

    Raises ``RequestNotFoundError``.
    """
    row = await _seen_by(tx, officer, request_id)
    await _log(tx, officer, request_id, Action.CONSULT)
    return row


async def list_requests(tx: Transaction, officer: Actor) -> list[WatchRow]:
    """The requests that this person may see, without who is looked for or why."""
    reader, today = official(officer), city_day(tx.now)
    return [row for row in await store.every(tx) if row.may_see(reader, today)]


async def follow_up(tx: Transaction, officer: Actor, request_id: UUID, hit_id: UUID) -> None:
    """Take a sighting upon oneself, so that others see that somebody goes."""
    row = await _concerned(tx, officer, request_id)
    if not await store.follow(tx, row.id, hit_id, officer.subject):
        raise NotFoundError(lazy("Deze waarneming"))
    await _log(tx, officer, request_id, Action.CHANGE)


async def say_who(
    tx: Transaction, officer: Actor, request_id: UUID, person_id: UUID, said: Answer
) -> None:
    """Say whether somebody is who is looked for, or that it is open again; the hits follow.

    Raises ``RequestNotFoundError``, ``NotFoundError`` and ``AnswerNotAllowedError``.
    """
    await _hold(tx, reads_known=said is Answer.MISSCHIEN)
    row = await _concerned(tx, officer, request_id)
    people = {each.person_id: each for each in await store.people(tx.conn, request_id)}
    if person_id not in people:
        raise NotFoundError(lazy("Deze persoon"))
    allowed = people[person_id].allowed
    if said not in allowed:
        raise AnswerNotAllowedError(allowed)
    await store.answer(tx, request_id, person_id, officer.subject, said)
    await (_begin(tx, row) if said is Answer.MISSCHIEN else settle(tx, [row]))
    await _log(tx, officer, request_id, Action.CHANGE)


async def people(tx: Transaction, row: WatchRow, reader: Official) -> list[Watched]:
    """Persons of a request as this reader may have them.

    Who answers it sees whom it was asked of, and nobody who only has the name. Once it is certain
    who she is, nobody sees who else has it.
    """
    concerns = row.concerns(reader)
    likely = (concerns or not row.sought) and not await is_found(tx, row.id)
    seen = {Likeness.ZEKER: True, Likeness.MISSCHIEN: likely, Likeness.NIET: concerns}
    return [each for each in await store.people(tx.conn, row.id) if seen[each.likeness]]


@over_everybody
async def is_found(tx: Transaction, request_id: UUID) -> bool:
    """Whether it is certain of somebody that she is looked for, whose file may be closed."""
    return await store.is_found(tx.conn, request_id)


async def forget(timer: Timer, tx: Transaction) -> None:
    """Its term after the last day is over: nobody needs it any more. The access log stays."""
    await store.erase(tx, UUID(timer.key))


@over_everybody
async def _begin(tx: Transaction, row: WatchRow) -> None:
    """Look for whoever it may be among those who are known, and tell what was seen already."""
    if row.sought:
        sought = sought_features(row.sought)
        keys = search.keys(sought)
        found = await searches.claims_under(tx.conn, keys, search.MOST_CLAIMS) if keys else []
        likely = {
            person_id
            for person_id, packed in found
            if may_be_sought(sought, [Features.unpacked(packed)])
        }
        await stand_on_likely(tx, row.id, likely)
    await settle(tx, [row])


async def _hold(tx: Transaction, *, reads_known: bool) -> None:
    """Keep who is who as it is; where all who are known are read, keep sightings out as well.

    Whoever writes one that is not there yet would else miss this request, and this request them.
    No person is locked for it: who tells a sighting locks hers before the request.
    """
    hold = persons.lock_for_relinking if reads_known else persons.block_relinking
    await hold(tx.conn)


async def _seen_by(tx: Transaction, officer: Actor, request_id: UUID) -> WatchRow:
    row = await store.get(tx, request_id)
    if row is None or not row.may_see(official(officer), city_day(tx.now)):
        raise RequestNotFoundError
    return row


async def _concerned(tx: Transaction, officer: Actor, request_id: UUID) -> WatchRow:
    """The request, locked, for whom a sighting is told; while it is kept and nobody ended it."""
    await store.lock(tx, [request_id])
    row = await _seen_by(tx, officer, request_id)
    if not row.concerns(official(officer)):
        raise RequestNotFoundError
    if row.state(city_day(tx.now)) not in (State.LOOPT, State.VERLOPEN):
        raise StepNotAllowedError(())
    return row


async def _forget_after(tx: Transaction, request_id: UUID, last_day: date) -> None:
    kept = await legal_terms.days(tx.conn, KEPT, city_day(tx.now))
    ends = day_start(last_day + timedelta(days=1 + kept))
    await schedule(tx, OVER, str(request_id), ends)


async def _log(tx: Transaction, officer: Actor, request_id: UUID, action: Action) -> None:
    await record_access(
        tx, officer, action=action, subject_kind=SEINING, subject_id=request_id, purpose=SEINING
    )

"""Find cases by what stands on a paper, and people behind a purpose (DP-03, DP-04)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Action, Actor, Function, record_access
from enforcement.cases.rules import CaseKind, Scope
from enforcement.cases.scope import kinds_of, scope_of
from enforcement.functions import FINANCE, GAS
from enforcement.notifications.scope import kinds_of as written_by
from enforcement.payments.store import claims
from enforcement.payments.store.claims import Debt
from enforcement.persons.rules import words
from enforcement.search.rules import (
    MOST_CASES,
    MOST_PERSONS,
    MOST_RECORDS,
    STRETCH,
    PersonNotFoundError,
    SearchNotFoundError,
    Somebody,
    Wanted,
    born_then,
    is_among,
    is_born,
    may_search,
    name_words,
    told_apart,
)
from enforcement.search.store import hits, people, searches
from enforcement.search.store.hits import CaseHit, Place
from enforcement.search.store.searches import CaseSearch
from enforcement.suitability import store as suitability

SUBJECT = "search"
"""A search in the access log."""
CASES, PLACES, DEBT, PERSONS, OWNER = "cases", "places", "debt", "persons", "owner"


@dataclass(frozen=True, slots=True)
class TooOften:
    """Somebody searched so often that it looks like fishing; ``until`` the next search waits."""

    reason: ClassVar[str] = lazy(
        "Je zocht veel namen in korte tijd. Wacht een kwartier. Deze grens beschermt mensen tegen "
        "zoeken zonder reden; we hebben genoteerd dat je ze bereikte."
    )

    until: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody, with all that runs and ran about them; prints nothing.

    Without a whole birth date nobody is held for another: then it is one case alone.
    """

    person_id: UUID
    name: str
    birth_date: str | None
    cases: tuple[CaseHit, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What a search found, as it is now. ``debt`` is for finance: what a reference is owed for.
    ``owner`` is the code of an owner, for who reads declarations.

    ``purpose`` is that of a search for a person; prints nothing.
    """

    purpose: str | None
    too_many: bool
    cases: tuple[CaseHit, ...] = ()
    places: tuple[Place, ...] = ()
    debt: Debt | None = None
    persons: tuple[Person, ...] = ()
    owner: str | None = None

    @property
    def nothing(self) -> bool:
        found = (self.cases, self.places, self.debt, self.persons, self.owner)
        return not (self.too_many or any(found))


def named_by(function: Function) -> frozenset[CaseKind]:
    """Whoever works on fines finds the people of the procedures in which they write letters."""
    if function not in GAS:
        return frozenset()
    return kinds_of(function) & {*written_by(function)}


async def search_cases(tx: Transaction, actor: Actor, text: str) -> CaseSearch:
    """By case number, number of the report, payment reference, address or the code of an owner;
    also what ended.

    Nobody is named, so nothing is logged. Raises ``NothingToSearchError``.
    """
    wanted = Wanted.of(text)
    if actor.function in FINANCE:
        debt = await claims.sought(tx, wanted.reference or "", wanted.number or "")
        found = {} if debt is None else {DEBT: [str(debt.case_id), debt.number]}
        return await searches.add(
            tx, CaseSearch(subject=actor.subject, too_many=False, found=found, at=tx.now)
        )
    scope = scope_of(actor.function)
    fit = [each for each in await hits.places(tx) if wanted.place and _is_at(each, wanted)]
    cases = await hits.sought(tx, scope, wanted, [each.premises_id for each in fit])
    places = known_to(scope, [each.premises_id for each in fit], cases)
    too_many = len(cases) > MOST_CASES or len(places) > MOST_CASES
    ids = {CASES: [] if too_many else [str(each.case_id) for each in cases]}
    if len(places) <= MOST_CASES:
        ids[PLACES] = [*map(str, places)]
    if CaseKind.SUITABILITY in scope.kinds:
        owner = await suitability.owner_of_code(tx, text.strip())
        ids[OWNER] = [] if owner is None else [owner]
    search = CaseSearch(subject=actor.subject, too_many=too_many, found=ids, at=tx.now)
    return await searches.add(tx, search)


async def search_persons(
    tx: Transaction, actor: Actor, name: str, born: date | None, purpose: str
) -> CaseSearch | TooOften:
    """By name, over accents and the order of words. That somebody searched is logged, and never
    what was typed. Raises ``NothingToSearchError``.
    """
    wanted = name_words(name)
    made_at = await searches.made_for_persons(tx, actor.subject, tx.now - STRETCH)
    until = may_search(made_at, tx.now)
    if until is not None:
        await _log(tx, actor, SUBJECT, "geweigerd: te veel zoekopdrachten", purpose)
        return TooOften(until)
    everybody = await people.named_in(tx, named_by(actor.function))
    fit = [each for each in everybody if is_among(wanted, each.name)]
    if born is not None:
        fit = born_then(fit, born)
    groups = [
        group
        for group in told_apart(fit[:MOST_RECORDS])
        if any(is_born(each, born) for each in group)
    ]
    too_many = len(fit) > MOST_RECORDS or len(groups) > MOST_PERSONS
    count = "te veel" if too_many else str(len(groups))
    await _log(tx, actor, SUBJECT, f"naam: {count} personen", purpose)
    ids = [] if too_many else [str(group[0].record_id) for group in groups]
    search = CaseSearch(
        subject=actor.subject,
        purpose=purpose,
        too_many=too_many,
        found={PERSONS: ids},
        at=tx.now,
    )
    return await searches.add(tx, search)


async def read_search(tx: Transaction, actor: Actor, search_id: UUID) -> Found:
    """What somebody's own search found, as it is now; each person shown is logged as read.

    Raises ``SearchNotFoundError``.
    """
    search = await searches.find(tx, search_id, actor.subject)
    if search is None:
        raise SearchNotFoundError
    return await show_found(tx, actor, search)


async def show_found(tx: Transaction, actor: Actor, search: CaseSearch) -> Found:
    """What a search found, within what the actor may know of now; persons are logged as read."""
    scope = scope_of(actor.function)
    if search.purpose is not None:
        persons = await _persons(tx, actor.function, search.ids(PERSONS))
        for person in persons:
            await _log_read(tx, actor, person, search.purpose)
        return Found(search.purpose, search.too_many, persons=tuple(persons))
    owed = search.found.get(DEBT) if actor.function in FINANCE else None
    found = {*search.ids(PLACES)}
    known_to_city = CaseKind.SUITABILITY in scope.kinds
    return Found(
        None,
        search.too_many,
        tuple(await hits.of_these(tx, scope, search.ids(CASES))),
        tuple(each for each in await hits.places(tx) if each.premises_id in found),
        Debt(UUID(owed[0]), owed[1]) if owed else None,
        owner=next(iter(search.found.get(OWNER, ())), None) if known_to_city else None,
    )


async def read_person(tx: Transaction, actor: Actor, person_id: UUID, purpose: str) -> Person:
    """Somebody by the finding or the addressee that names them; logged for each of the cases.

    Raises ``PersonNotFoundError``.
    """
    persons = await _persons(tx, actor.function, [person_id])
    if not persons:
        raise PersonNotFoundError
    await _log_read(tx, actor, persons[0], purpose)
    return persons[0]


def known_to(
    scope: Scope, premises_ids: Collection[UUID], cases: Collection[CaseHit]
) -> list[UUID]:
    """Premises have their address from a declaration: who may not read those knows of the premises
    in their own cases alone (handbook §4.3).
    """
    if CaseKind.SUITABILITY in scope.kinds:
        return [*premises_ids]
    own = {case.premises_id for case in cases}
    return [each for each in premises_ids if each in own]


def _is_at(place: Place, wanted: Wanted) -> bool:
    known = f"{place.label} {place.street} {place.house_number} {place.postcode}"
    return is_among(wanted.place, known)


async def _persons(
    tx: Transaction, function: Function, record_ids: Collection[UUID]
) -> list[Person]:
    """The persons of these findings and addressees, with all that is about the same people."""
    scope = scope_of(function)
    everybody = await people.named_in(tx, named_by(function)) if record_ids else []
    names = {words(each.name) for each in everybody if each.record_id in record_ids}
    groups = told_apart(each for each in everybody if words(each.name) in names)
    persons = [
        await _person(tx, scope, group)
        for group in groups
        if any(each.record_id in record_ids for each in group)
    ]
    return [person for person in persons if person.cases]


async def _person(tx: Transaction, scope: Scope, group: Collection[Somebody]) -> Person:
    best = max(group, key=lambda each: len(each.birth_date or ""))
    bans = await people.bans_on(tx, [each.record_id for each in group])
    cases = await hits.of_these(tx, scope, {*(each.case_id for each in group), *bans})
    return Person(best.record_id, best.name, best.birth_date, tuple(cases))


async def _log_read(tx: Transaction, actor: Actor, person: Person, purpose: str) -> None:
    for case in person.cases:
        await _log(tx, actor, case.kind, case.case_id, purpose)


async def _log(
    tx: Transaction, actor: Actor, kind: str, subject_id: UUID | str, purpose: str
) -> None:
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=kind,
        subject_id=subject_id,
        purpose=purpose,
    )

"""Rules of a search: how what somebody typed compares, who is one person, how much is shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError
from enforcement.cases.rules import CaseKind
from enforcement.payments.rules.reference import compact, is_reference
from enforcement.persons.rules import is_same, words
from enforcement.suitability.rules import DossierState

MOST_CASES = 50
"""More cases than this are not shown, none of them: who searches is asked for more."""
ENDED_ON_A_PAGE = 50
"""Cases that ended, in a file: they come on as many pages as they need. What runs stands on the
first."""
MOST_PERSONS = 20
"""More persons than this are not shown, none of them: a search is no list of people."""
MOST_RECORDS = 200
"""More findings and addressees than this are not compared with each other: too many people fit."""
MOST_LETTERS = 20
"""More letters than this are not in a file: the page of their case has them all."""
FEWEST_LETTERS = 3
"""A word of a place or a name is also found by its first letters, from so many on."""
SHORTEST_REPORT = 5
MOST_SEARCHES, STRETCH = 30, timedelta(minutes=15)
"""Who searches for more persons in this time fishes, and waits."""

WRITTEN = r"^[^\x00-\x1f\x7f]+$"
"""The code of an owner, as an address may say it: no sign that is not written."""
INSTANT = timedelta(microseconds=1)

_NUMBER = re.compile(r"([a-z]{2,3})?[\s/.-]*(2\d{3})\s*[/.-]\s*(\d{1,6})", re.IGNORECASE)
_MARKS = re.compile(r"[\W_]+")


class NothingToSearchError(FieldRefusedError):
    """What was typed is too little to find anything by."""

    def __init__(self, field: str) -> None:
        super().__init__(field, lazy("Vul meer in: minstens drie letters of cijfers."))


class SearchNotFoundError(NotFoundError):
    """There is no such search, or it is somebody else's, or over."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze zoekopdracht"))


class PersonNotFoundError(NotFoundError):
    """There is no such person, or none that the actor may know of."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze persoon"))


class OwnerNotFoundError(NotFoundError):
    """No declaration or case has this code of an owner."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze eigenaar"))


class PlaceNotFoundError(NotFoundError):
    """There are no such premises, or none that the actor may know of."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit pand"))


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """What somebody typed, as each field compares; prints nothing, since people type names too.

    ``number`` is a whole case number, ``serial`` the end of one whose procedure was not said.
    ``report`` holds the letters and digits of a report's number, or of a part of it.
    """

    number: str | None
    serial: str | None
    report: str | None
    reference: str | None
    place: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """Raises ``NothingToSearchError``."""
        plain = _MARKS.sub("", text).upper()
        if len(plain) < FEWEST_LETTERS:
            raise NothingToSearchError("text")
        number, serial = _number(text)
        digits = compact(text)
        numbered = any(sign.isdigit() for sign in plain)
        return cls(
            number=number,
            serial=None if number else serial,
            report=plain if numbered and len(plain) >= SHORTEST_REPORT else None,
            reference=digits if is_reference(digits) else None,
            place=words(text) if any(_tells(word) for word in words(text)) else (),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Somebody:
    """A person of one case, as a report or a letter names them; prints nothing.

    ``record_id`` is the finding or the addressee by which the person is known.
    """

    record_id: UUID
    case_id: UUID
    name: str
    birth_date: str | None = None

    def is_one_with(self, other: "Somebody") -> bool:
        """Within a case a name is enough where no birth date tells otherwise; over cases the whole
        birth date has to be the same.
        """
        if self.case_id == other.case_id and words(self.name) == words(other.name):
            return None in (self.birth_date, other.birth_date) or is_same([self], [other])
        return is_same([self], [other])


def case_number(text: str) -> str | None:
    """The whole number of a case, however it was written; None for anything else."""
    return _number(text)[0]


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name to search by. Raises ``NothingToSearchError``."""
    wanted = words(name)
    if not any(_tells(word) for word in wanted):
        raise NothingToSearchError("name")
    return wanted


def is_among(wanted: Iterable[str], known: str) -> bool:
    """Whether every word that was typed is a word of this name or place, or begins one.

    Accents, capitals, hyphens and the order of the words tell nothing apart.
    """
    there = words(known)
    return all(
        word in there or (_tells(word) and any(each.startswith(word) for each in there))
        for word in wanted
    )


def is_born(person: Somebody, born: date | None) -> bool:
    """Whether somebody may be born on that day: of many only a part of the date is known."""
    if born is None or person.birth_date is None:
        return born is None
    return born.isoformat().startswith(person.birth_date)


def born_then(people: Sequence[Somebody], born: date) -> list[Somebody]:
    """The records of who may be born on that day, and of their namesakes in the same cases."""
    named = {(each.case_id, words(each.name)) for each in people if is_born(each, born)}
    return [each for each in people if (each.case_id, words(each.name)) in named]


def told_apart(people: Iterable[Somebody]) -> list[list[Somebody]]:
    """The same people, each with all the records that are about them.

    A record without a birth date, as that of a letter, is of the one person of that name in its
    case; where two people have it, as a father and a son, it is of neither.
    """
    groups: list[list[Somebody]] = []
    undated: dict[tuple[UUID, tuple[str, ...]], list[Somebody]] = {}
    for person in people:
        if person.birth_date is None:
            undated.setdefault((person.case_id, words(person.name)), []).append(person)
            continue
        about = [group for group in groups if any(person.is_one_with(each) for each in group)]
        merged = [*(each for group in about for each in group), person]
        groups = [group for group in groups if group not in about] + [merged]
    alone = []
    for records in undated.values():
        about = [group for group in groups if any(records[0].is_one_with(each) for each in group)]
        if len(about) == 1:
            about[0].extend(records)
        else:
            alone.append(records)
    return groups + alone


def may_search(made_at: Sequence[datetime], now: datetime) -> datetime | None:
    """None when one search more is fine; else the moment from which it is again."""
    recent = sorted(at for at in made_at if now - STRETCH < at <= now)
    return recent[-MOST_SEARCHES] + STRETCH if len(recent) >= MOST_SEARCHES else None


def _number(text: str) -> tuple[str | None, str | None]:
    """The whole number, and its end: without the letters of a procedure the end alone."""
    written = _NUMBER.fullmatch(text.strip())
    if written is None:
        return None, None
    serial = f"/{written[2]}/{int(written[3]):06}"
    return f"{written[1].upper()}{serial}" if written[1] else None, serial


def _tells(word: str) -> bool:
    return word.isalpha() and len(word) >= FEWEST_LETTERS


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration that was granted once, with whoever held it before, the first one first.

    ``former`` and ``handed_over`` go together: each former holder, and the day of the sale.
    ``ended_on``: the day on which it ended, empty while it works; ``suspended_to`` is exclusive.
    """

    dossier_id: UUID
    number: str
    state: str
    owner: str
    premises_id: UUID
    place: str
    valid_from: date
    valid_to: date | None
    suspended_from: datetime | None
    suspended_to: datetime | None
    ended_on: date | None
    former: Sequence[str]
    handed_over: Sequence[date]

    def ran_out(self, today: date) -> bool:
        """Its last day is over, and no renewal that runs keeps it valid."""
        runs = self.state == DossierState.VERNIEUWING_LOPEND
        return self.valid_to is not None and self.valid_to < today and not runs

    @property
    def suspended_last(self) -> datetime | None:
        """Within the last day of the suspension."""
        return None if self.suspended_to is None else self.suspended_to - INSTANT


@dataclass(frozen=True, slots=True)
class Holding:
    """The time in which an owner held a declaration; both days count, and on that of a sale both
    owners did. ``until`` is empty for whoever holds it now.
    """

    owner: str
    since: date
    until: date | None
    declared: Declared


def holdings(rows: Iterable[Declared], today: date) -> list[Holding]:
    """Owners then and now, the latest first.

    Nobody holds what ran out, whether its end was noted yet or not.
    """
    found = []
    for row in rows:
        since = row.valid_from
        for former, sold_on in zip(row.former, row.handed_over, strict=True):
            found.append(Holding(former, since, sold_on, row))
            since = sold_on
        ends = [day for day in (row.ended_on, row.valid_to) if day is not None]
        until = min(ends) if row.ended_on is not None or row.ran_out(today) else None
        found.append(Holding(row.owner, since, until, row))
    return sorted(found, key=lambda each: (each.until is None, each.since), reverse=True)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision restricts: ``what`` is its code in its own procedure.

    ``ends_at`` is exclusive, and empty for what lasts; ``undone_at``: lifted, stayed or annulled,
    and ``annulled`` where the Council of State did that: then it never was.
    Amounts, in cents, are those of a penalty payment: for each ``unit``, until the ceiling.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    what: str
    begins_at: datetime
    ends_at: datetime | None
    undone_at: datetime | None
    annulled: bool = False
    amount_cents: int | None = None
    unit: str | None = None
    ceiling_cents: int | None = None

    @property
    def last_moment(self) -> datetime | None:
        """Within its last day."""
        return None if self.ends_at is None else self.ends_at - INSTANT

    @property
    def undone_early(self) -> datetime | None:
        """Empty where it was over anyway, and of what never was."""
        if (
            self.annulled
            or self.undone_at is None
            or (self.ends_at is not None and self.ends_at <= self.undone_at)
        ):
            return None
        return self.undone_at

    def is_over(self, now: datetime) -> bool:
        return (
            self.annulled
            or self.undone_early is not None
            or (self.ends_at is not None and self.ends_at <= now)
        )

    def works(self, now: datetime) -> bool:
        return self.begins_at <= now and not self.is_over(now)

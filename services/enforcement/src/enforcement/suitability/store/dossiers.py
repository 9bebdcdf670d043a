"""Premises and their rooms, and the dossiers about them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import false
from sqlmodel import Field, col, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from chassis.web import PageRequest
from contracts import enforcement as events
from contracts.permits.types import WINDOW
from enforcement.cases.rules import CaseNotFoundError, Procedure
from enforcement.suitability.rules import (
    ENDED,
    SUITABILITY,
    VALID,
    DossierFile,
    DossierState,
)
from enforcement.tables import Table


class Premises(Table, table=True):
    """``place`` is the address as compared: one row per address, whoever owns it.

    A kind of permit that occupies nothing there, as an escort bureau, has a row of its own beside
    the house: then its code follows the address, after two spaces.
    """

    premises_id: UUID = Field(primary_key=True)
    place: str = Field(unique=True)
    label: str
    street: str
    house_number: str
    postcode: str


class Room(Table, table=True):
    """A room keeps its id in every later dossier of the premises."""

    premises_id: UUID = Field(primary_key=True, foreign_key="premises.premises_id")
    label: str = Field(primary_key=True)
    room_id: UUID = Field(unique=True)


class Dossier(Table, table=True):
    """``rooms`` holds ``{"roomId", "label"}``; ``resume`` says of one that was withdrawn that a
    renewal ran.

    ``manager``: the code of who manages the house (beheerder). ``suspended_from`` and
    ``suspended_to``: the days, without a gap, on which it is suspended now
    or will be first; the cases that do so are in ``dossier_suspension``.
    ``conditions`` are those still open. ``heard``, ``hearing_at``, ``invited_at``, ``invited_on``,
    ``notice_until`` and ``defence_until`` are of the decision that is being prepared, ``visited``
    of the renewal that runs. ``unnotified_since``: the moment of a decision that its owner does
    not know of yet. ``contested``: the owner went to the Council of State against it, which has
    still to rule while ``council_appeal`` is true. ``stayed_refusal_on``: the day of a refused
    renewal that the Council suspended. ``decided_at``: when the city decided here itself, until a
    renewal is asked; ``former_valid_to`` and ``former_conditions`` are what the declaration had
    before the renewal that was granted then. ``change_advised``: the latest round of advices is
    about a change that is still to be assessed, and not about a decision, of which the round is
    ``decision_round`` meanwhile.
    """

    __table_args__ = (one_of("state", DossierState), one_of("resume", DossierState))
    procedure: ClassVar[Procedure[Any, Any, Any]] = SUITABILITY

    dossier_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    owner: str = Field(index=True)
    rooms: list[dict[str, str]] = Field(default_factory=list, sa_type=DOCUMENT)
    reason: str
    permit_type: str = Field(default=WINDOW, sa_column_kwargs={"server_default": WINDOW})
    state: DossierState = Field(sa_type=code(DossierState, varchar=True))
    resume: DossierState | None = Field(default=None, sa_type=code(DossierState, varchar=True))
    filed_at: datetime = Field(sa_type=MOMENT)
    advice_round: int = 0
    advices_requested: int = 0
    advices_awaited: int = 0
    heard: bool = False
    visited: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    invited_at: datetime | None = Field(default=None, sa_type=MOMENT)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invited_on: date | None = None
    notice_until: date | None = None
    defence_until: date | None = None
    conditions: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    manager: str | None = None
    change_advised: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    decision_round: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    suspended_from: datetime | None = Field(default=None, sa_type=MOMENT)
    suspended_to: datetime | None = Field(default=None, sa_type=MOMENT)
    unnotified_since: datetime | None = Field(default=None, sa_type=MOMENT)
    renewal_refused_on: date | None = None
    stayed_refusal_on: date | None = None
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    former_valid_to: date | None = None
    former_conditions: list[str] | None = Field(default=None, sa_type=DOCUMENT)
    contested: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    council_appeal: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    undelivered: bool = Field(default=False, sa_column_kwargs={"server_default": false()})

    @property
    def case_id(self) -> UUID:
        """The id by which timelines, terms and letters of any procedure know it."""
        return self.dossier_id

    def suspended_at(self, at: datetime) -> bool:
        """Whether a suspension works; its end is exclusive."""
        begins, ends = self.suspended_from, self.suspended_to
        return begins is not None and ends is not None and begins <= at < ends

    def file(self) -> DossierFile:
        return DossierFile(
            state=self.state,
            undelivered=self.undelivered,
            heard=self.heard,
            advices_requested=self.advices_requested,
            advices_awaited=self.advices_awaited,
            valid_to=self.valid_to,
            renewing=self.state is DossierState.VERNIEUWING_LOPEND,
            suspended=self.suspended_to is not None,
            defence_until=self.defence_until,
            hearing_on=None if self.hearing_at is None else city_day(self.hearing_at),
            invited_on=self.invited_on,
            notice_until=self.notice_until,
            visited=self.visited,
            conditions=len(self.conditions),
            renewal_refused=self.renewal_refused_on is not None,
            contested=self.contested,
            appealed=self.council_appeal,
            change_advised=self.change_advised,
            decided=self.decided_at is not None,
            notified=self.notified_at is not None,
        )


UPSERT_PREMISES = """
INSERT INTO premises (premises_id, place, label, street, house_number, postcode)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (place) DO UPDATE SET label = EXCLUDED.label
RETURNING premises_id
"""
UPSERT_ROOMS = """
INSERT INTO room (premises_id, label, room_id)
SELECT $1, label, room_id FROM unnest($2::text[], $3::uuid[]) AS t (label, room_id)
ON CONFLICT (premises_id, label) DO UPDATE SET label = EXCLUDED.label
RETURNING label, room_id
"""
KNOWN_OWNER = """
SELECT code FROM (
    SELECT owner AS code FROM dossier WHERE lower(owner) = lower($1)
     UNION SELECT former FROM dossier_change WHERE lower(former) = lower($1)) AS known
 ORDER BY code <> $1, code LIMIT 1
"""
COUNTS = """
SELECT state, count(*) AS many FROM dossier WHERE state <> 'geschorst' GROUP BY state
 UNION ALL
SELECT 'geschorst', count(*) FROM dossier WHERE suspended_from <= $1 AND suspended_to > $1
"""
HOLDERS = """
SELECT held.holder
  FROM unnest($1::uuid[], $2::date[], $3::timestamptz[])
       WITH ORDINALITY AS wanted (premises_id, day, at, position)
  LEFT JOIN LATERAL (
SELECT coalesce((
    SELECT former FROM dossier_change
     WHERE dossier_id = d.dossier_id AND former IS NOT NULL AND assessed_at > wanted.at
     ORDER BY assessed_at LIMIT 1), d.owner) AS holder
  FROM dossier d
  LEFT JOIN LATERAL (
    SELECT max(coalesce(happened_at, at)) AS ended_at FROM timeline
     WHERE case_id = d.dossier_id AND step IN ('withdrawal', 'expiry', 'relinquishment')
  ) AS last ON d.state = ANY($4::text[])
 WHERE d.premises_id = wanted.premises_id AND d.valid_from <= wanted.day
   AND (last.ended_at IS NULL OR last.ended_at > wanted.at)
 ORDER BY d.valid_from, d.filed_at LIMIT 1
  ) AS held ON true
 ORDER BY wanted.position
"""
ASKED = """
SELECT owner FROM dossier
 WHERE premises_id = $1 AND filed_at <= $2 ORDER BY filed_at DESC LIMIT 1
"""
EVER_HAD = """
SELECT EXISTS (
  SELECT FROM dossier d
   WHERE d.premises_id = $1
     AND (d.owner = $2 OR EXISTS (
       SELECT FROM dossier_change c WHERE c.dossier_id = d.dossier_id AND c.former = $2)))
"""
KIND = """
SELECT d.permit_type FROM dossier d JOIN premises p USING (premises_id) WHERE p.place = $1
 ORDER BY d.state = ANY($2::text[]), d.filed_at DESC LIMIT 1
"""
"""Of the dossier that runs, or else ran last, at the address itself."""
VALID_AT = """
SELECT d.dossier_id FROM dossier d JOIN premises p USING (premises_id)
 WHERE split_part(p.place, '  ', 1) = $1 AND d.owner = $2 AND d.state = ANY($3::text[])
 ORDER BY d.permit_type = $4 DESC, d.filed_at LIMIT 1
"""
SOLD_SINCE = """
SELECT EXISTS (
  SELECT FROM dossier_change WHERE dossier_id = $1 AND former = $2 AND assessed_at >= $3)
"""
LIVE_AT = """
SELECT EXISTS (
  SELECT FROM premises here
    JOIN premises p ON split_part(p.place, '  ', 1) = split_part(here.place, '  ', 1)
    JOIN dossier d ON d.premises_id = p.premises_id
   WHERE here.premises_id = $1 AND d.state <> ALL($2::text[]))
"""
ENDED_AT = """
SELECT d.dossier_id FROM premises here
  JOIN premises p ON split_part(p.place, '  ', 1) = split_part(here.place, '  ', 1)
  JOIN dossier d ON d.premises_id = p.premises_id
 WHERE here.premises_id = $1 AND d.owner = $2
   AND (d.state = ANY($3::text[]) OR d.renewal_refused_on IS NOT NULL)
"""
LIVE = "SELECT EXISTS (SELECT FROM dossier WHERE premises_id = $1 AND state <> ALL($2::text[]))"


def _place(street: str, house_number: str, postcode: str) -> str:
    return " ".join(f"{postcode} {street} {house_number}".casefold().split())


HEAD = """
SELECT dossier_id AS case_id, 'suitability-dossier' AS kind, number, state, NULL,
       filed_at AS opened_at,
       premises_id, true AS at_college, council_appeal AS in_court, false AS annulled
  FROM dossier
"""
"""Its cases in a list of all procedures (``case_heads``)."""


async def undecided(tx: Transaction) -> Sequence[Dossier]:
    """Those that may wait for a decision alone: applications, and renewals that run; by number."""
    states = (DossierState.KLAAR_VOOR_BESLISSING, DossierState.VERNIEUWING_LOPEND)
    query = select(Dossier).where(col(Dossier.state).in_(states))
    return (await tx.session.exec(query.order_by(Dossier.number))).all()


async def kind_at(tx: Transaction, street: str, house_number: str, postcode: str) -> str | None:
    """The type of permit that the address itself stands for; None where nobody asked one."""
    place, ended = _place(street, house_number, postcode), [str(state) for state in ENDED]
    kind: str | None = await tx.conn.fetchval(KIND, place, ended)
    return kind


async def premises_at(
    tx: Transaction,
    label: str,
    street: str,
    house_number: str,
    postcode: str,
    beside: str | None = None,
) -> UUID:
    """The premises at an address, made where they are new. The row stays locked.

    ``beside``: the type of permit that is not the one of the house there.
    """
    place = _place(street, house_number, postcode)
    if beside is not None:
        place = f"{place}  {beside}"
    premises_id: UUID = await tx.conn.fetchval(
        UPSERT_PREMISES, uuid4(), place, label, street, house_number, postcode
    )
    return premises_id


async def rooms_of(
    tx: Transaction, premises_id: UUID, labels: Sequence[str]
) -> list[dict[str, str]]:
    """The rooms with these labels, in this order; a room keeps its id in every dossier."""
    rows = await tx.conn.fetch(UPSERT_ROOMS, premises_id, labels, [uuid4() for _ in labels])
    ids = {row["label"]: row["room_id"] for row in rows}
    return [{"roomId": str(ids[label]), "label": label} for label in labels]


async def holder_at(tx: Transaction, premises_id: UUID, at: datetime) -> str | None:
    """The code of whoever held the declaration of premises at a moment.

    On the day of a sale the hour says whose it was: the seller's until it ended.
    """
    (holder,) = await holders_at(tx, [(premises_id, at)])
    return holder


async def asked_last(tx: Transaction, premises_id: UUID, at: datetime) -> str | None:
    """The code of whoever asked last for a declaration of premises by a moment: who asks holds
    nothing yet."""
    owner: str | None = await tx.conn.fetchval(ASKED, premises_id, at)
    return owner


async def holders_at(
    tx: Transaction, moments: Sequence[tuple[UUID, datetime]]
) -> Sequence[str | None]:
    """As :func:`holder_at`, of many premises and moments, in their order."""
    ids = [premises_id for premises_id, _at in moments]
    days, hours = [city_day(at) for _id, at in moments], [at for _id, at in moments]
    ended = [str(state) for state in ENDED]
    return [row["holder"] for row in await tx.conn.fetch(HOLDERS, ids, days, hours, ended)]


async def owner_of_code(tx: Transaction, code: str) -> str | None:
    """The code of an owner as it is written, however it was typed; None for anything else. Of codes
    that differ by capitals alone the one that was typed, if it is one of them.
    """
    found: str | None = await tx.conn.fetchval(KNOWN_OWNER, code)
    return found


async def ever_had(tx: Transaction, premises_id: UUID, owner: str) -> bool:
    """Whether somebody asked for a declaration of premises, or bought one, at any time."""
    had: bool = await tx.conn.fetchval(EVER_HAD, premises_id, owner)
    return had


async def has_live_dossier(tx: Transaction, premises_id: UUID) -> bool:
    exists: bool = await tx.conn.fetchval(LIVE, premises_id, [str(state) for state in ENDED])
    return exists


async def has_other_live_dossier(tx: Transaction, dossier: Dossier) -> bool:
    query = select(Dossier.dossier_id).where(
        Dossier.premises_id == dossier.premises_id,
        Dossier.dossier_id != dossier.dossier_id,
        col(Dossier.state).not_in(ENDED),
    )
    return (await tx.session.exec(query)).first() is not None


async def runs_at_address(tx: Transaction, premises_id: UUID) -> bool:
    """Whether any dossier runs at the address of these premises, of whatever kind."""
    runs: bool = await tx.conn.fetchval(LIVE_AT, premises_id, [str(state) for state in ENDED])
    return runs


async def place_of(tx: Transaction, premises_id: UUID) -> str | None:
    """The address of premises in a line, as letters write it."""
    premises = await tx.session.get(Premises, premises_id)
    if premises is None:
        return None
    return f"{premises.street} {premises.house_number}, {premises.postcode}"


async def premises_of(tx: Transaction, premises_id: UUID) -> Premises | None:
    return await tx.session.get(Premises, premises_id)


async def exists(tx: Transaction, premises_id: UUID) -> bool:
    return await tx.session.get(Premises, premises_id) is not None


async def find_for_update(tx: Transaction, dossier_id: UUID) -> Dossier | None:
    """A release before says by the state that it is suspended, and keeps what it resumes."""
    dossier = await tx.session.get(Dossier, dossier_id, with_for_update=True)
    if dossier is not None and dossier.state is DossierState.GESCHORST:
        dossier.state, dossier.resume = dossier.resume or DossierState.TOEGEKEND, None
    return dossier


async def get_for_update(tx: Transaction, dossier_id: UUID, owner: str | None = None) -> Dossier:
    """With ``owner``, only a dossier of that owner. Raises ``CaseNotFoundError``."""
    dossier = await find_for_update(tx, dossier_id)
    if dossier is None or owner not in (None, dossier.owner):
        raise CaseNotFoundError
    return dossier


async def held_now(tx: Transaction, premises_id: UUID) -> tuple[UUID, str] | None:
    """The dossier whose declaration works for these premises, not locked, and who holds it."""
    query = select(Dossier.dossier_id, Dossier.owner).where(
        Dossier.premises_id == premises_id,
        col(Dossier.state).in_([*VALID, DossierState.GESCHORST]),
    )
    return (await tx.session.exec(query)).first()


async def find_valid_for_update(tx: Transaction, premises_id: UUID) -> Dossier | None:
    """The dossier whose declaration works for these premises, also while it is suspended."""
    query = select(Dossier.dossier_id).where(
        Dossier.premises_id == premises_id,
        col(Dossier.state).in_([*VALID, DossierState.GESCHORST]),
    )
    dossier_id = (await tx.session.exec(query)).first()
    return None if dossier_id is None else await find_for_update(tx, dossier_id)


async def find_continued_for_update(
    tx: Transaction, premises_id: UUID, owner: str, since: datetime | None
) -> Dossier | None:
    """The declaration of an owner that works for these premises, locked; also where it went over to
    another since a moment."""
    dossier = await find_valid_for_update(tx, premises_id)
    if dossier is None or not await continues(tx, dossier, owner, since):
        return None
    return dossier


async def continues(tx: Transaction, dossier: Dossier, owner: str, since: datetime | None) -> bool:
    """Whether a declaration is that of an owner, or went over from this owner since a moment: then
    a sale frees it from nothing (decision 0204)."""
    if dossier.owner == owner:
        return True
    return since is not None and await sold_since(tx, dossier.dossier_id, owner, since)


async def sold_since(tx: Transaction, dossier_id: UUID, seller: str, since: datetime) -> bool:
    """Whether a declaration went over from this holder since a moment."""
    return bool(await tx.conn.fetchval(SOLD_SINCE, dossier_id, seller, since))


async def find_valid_at(
    tx: Transaction, address: tuple[str, str, str], owner: str, permit_type: str
) -> Dossier | None:
    """The declaration of an owner that works at an address (street, number, postcode), locked; of
    this type if there are two."""
    states = [*map(str, VALID), str(DossierState.GESCHORST)]
    row = (_place(*address), owner, states, permit_type)
    dossier_id = await tx.conn.fetchval(VALID_AT, *row)
    return None if dossier_id is None else await find_for_update(tx, dossier_id)


async def find_withdrawn_for_update(
    tx: Transaction, premises_id: UUID, owner: str | None
) -> Dossier | None:
    """The declaration of an owner that was taken back last; None where another one works now."""
    if await find_valid_for_update(tx, premises_id) is not None:
        return None
    query = select(Dossier.dossier_id).where(
        Dossier.premises_id == premises_id,
        Dossier.owner == owner,
        Dossier.state == DossierState.INGETROKKEN,
    )
    query = query.order_by(col(Dossier.filed_at).desc())
    dossier_id = (await tx.session.exec(query)).first()
    return None if dossier_id is None else await find_for_update(tx, dossier_id)


async def find_renewable_for_update(
    tx: Transaction, premises_id: UUID, owner: str
) -> Dossier | None:
    """The declaration of an owner that works for these premises, or else the one that ran out last:
    its renewal may have been asked before that."""
    dossier = await find_valid_for_update(tx, premises_id)
    if dossier is None:
        query = select(Dossier.dossier_id).where(
            Dossier.premises_id == premises_id, Dossier.state == DossierState.VERVALLEN
        )
        query = query.order_by(col(Dossier.valid_to).desc().nulls_last())
        dossier_id = (await tx.session.exec(query)).first()
        dossier = None if dossier_id is None else await find_for_update(tx, dossier_id)
    return dossier if dossier is not None and dossier.owner == owner else None


async def ended_by_city(tx: Transaction, premises_id: UUID, owner: str) -> Sequence[UUID]:
    """The dossiers of an owner at the address of these premises that were refused or taken back, or
    whose renewal was refused."""
    states = [str(DossierState.GEWEIGERD), str(DossierState.INGETROKKEN)]
    rows = await tx.conn.fetch(ENDED_AT, premises_id, owner, states)
    return [row["dossier_id"] for row in rows]


async def given_up(tx: Transaction, premises_id: UUID, owner: str) -> Sequence[Dossier]:
    """The declarations about these premises that an owner gave up."""
    query = select(Dossier).where(
        Dossier.premises_id == premises_id,
        Dossier.owner == owner,
        Dossier.state == DossierState.AFGESTAND,
    )
    return (await tx.session.exec(query)).all()


async def as_fact(tx: Transaction, dossier: Dossier) -> events.Premises:
    """The premises as other services get to know them, with all rooms."""
    premises = await tx.session.get_one(Premises, dossier.premises_id)
    return events.Premises(
        premises_id=premises.premises_id,
        label=premises.label,
        street=premises.street,
        house_number=premises.house_number,
        postcode=premises.postcode,
        owner=dossier.owner,
        rooms=tuple(
            events.Room(room_id=UUID(room["roomId"]), label=room["label"]) for room in dossier.rooms
        ),
    )


async def page(
    tx: Transaction,
    paging: PageRequest,
    *,
    premises_id: UUID | None = None,
    state: DossierState | None = None,
    owner: str | None = None,
) -> Sequence[tuple[Dossier, Premises]]:
    """By number. One row more than the page holds, so that the caller knows if another follows."""
    query = select(Dossier, Premises).join(Premises)
    if premises_id is not None:
        query = query.where(Dossier.premises_id == premises_id)
    if state is DossierState.GESCHORST:
        begins, ends = col(Dossier.suspended_from), col(Dossier.suspended_to)
        query = query.where(begins <= tx.now, ends > tx.now)
    elif state is not None:
        query = query.where(Dossier.state == state)
    if owner is not None:
        query = query.where(Dossier.owner == owner)
    query = query.order_by(Dossier.number).limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()


async def counts(tx: Transaction) -> dict[str, int]:
    """The number of dossiers in each state that has any; a suspended one counts there too."""
    rows = await tx.conn.fetch(COUNTS, tx.now)
    return {row["state"]: row["many"] for row in rows}


async def get(tx: Transaction, dossier_id: UUID, owner: str | None) -> tuple[Dossier, Premises]:
    """A dossier for reading; with ``owner``, only a dossier of that owner.

    Raises ``CaseNotFoundError``.
    """
    query = select(Dossier, Premises).join(Premises).where(Dossier.dossier_id == dossier_id)
    if owner is not None:
        query = query.where(Dossier.owner == owner)
    row = (await tx.session.exec(query)).first()
    if row is None:
        raise CaseNotFoundError
    return row

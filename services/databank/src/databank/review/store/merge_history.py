"""Merges and splits of persons, and how everything known of a person follows the claims.

A row about a person names the claim that it stands on. Where nobody gave one, it is the claim by
which the person was known last (``persons.anchor``). So when people part what they joined, every
row finds its way back without anybody remembering where it came from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.persons.store.claims import Link
from databank.review.rules.change import ChangeKind, RelinkDecision
from databank.review.rules.question import Ground
from databank.tables import Row, Table, columns

FOLLOWING = (
    "inspection_person",
    "identity_validation",
    "verification",
    "signal",
    "finding",
    "finding_person",
    "exchange",
    "protective_link",
    "review_task",
)
"""Tables whose rows belong to the person of their claim. So do sightings, with the confidence of
the link, and first contacts, with their terms (``first_contacts.store.contacts``)."""


class PersonChange(Table, table=True):
    """``samengevoegd``: ``other_person_id`` went into ``person_id``; ``gesplitst``: claims of
    ``person_id`` went to ``other_person_id``. ``by`` is a named officer."""

    __tablename__ = "person_change"
    __table_args__ = (one_of("kind", ChangeKind), one_of("ground", Ground))
    id: UUID = Field(primary_key=True)
    kind: ChangeKind = Field(sa_type=CODE)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    other_person_id: UUID = Field(foreign_key="person.id", index=True)
    at: datetime = Field(sa_type=MOMENT)
    by: str
    ground: Ground = Field(sa_type=CODE)
    review_id: UUID | None = None
    undone_by: UUID | None = Field(default=None, foreign_key="person_change.id")


class PersonChangeClaim(Table, table=True):
    """The claims of both sides, with the link that each had before; ``moved`` ones went."""

    __tablename__ = "person_change_claim"
    change_id: UUID = Field(primary_key=True, foreign_key="person_change.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id")
    moved: bool
    membership_id: UUID = Field(foreign_key="membership.id")


class AssessmentKept(Table, table=True):
    """A case as people had left it before a merge that may do away with it or change its evidence.

    When a split shows the same move again, by the same sightings, what people said of it stands.
    """

    __tablename__ = "assessment_kept"
    change_id: UUID = Field(primary_key=True, foreign_key="person_change.id")
    case_id: UUID = Field(primary_key=True, foreign_key="branch_shift_case.id")
    from_sighting: UUID = Field(index=True)
    to_sighting: UUID
    kept: Row = Field(sa_type=DOCUMENT)


@dataclass(frozen=True, slots=True)
class Relink:
    """A claim goes to a person by an officer's decision. ``like``: a link whose confidence and
    evidence the new one repeats; ``confidence`` replaces that of the link."""

    claim_id: UUID
    person_id: UUID
    like: UUID
    confidence: float | None = None
    decision: RelinkDecision | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A merge, a split or a merge undone, by a named officer."""

    id: UUID
    kind: ChangeKind
    person_id: UUID
    other_person_id: UUID
    at: datetime
    by: str
    ground: Ground
    review_id: UUID | None
    undone_by: UUID | None = None

    @property
    def change_id(self) -> UUID:
        return self.id


@dataclass(frozen=True, slots=True)
class PastChange(Change):
    """A change with the claims that went to the other person."""

    claims: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim of either side of a change, with the link that it had before."""

    claim_id: UUID
    moved: bool
    membership_id: UUID


@dataclass(frozen=True, slots=True)
class CurrentLink:
    """A claim with the person that it belongs to now."""

    id: UUID
    claim_id: UUID
    person_id: UUID
    decision: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PastLink(Link):
    """A link that a claim has or had; ``change_id`` and ``ground`` where officers made it."""

    from_at: datetime
    until_at: datetime | None
    change_id: UUID | None
    ground: Ground | None


LINKS = (
    "SELECT id, claim_id, person_id, decision, confidence FROM membership WHERE until_at IS NULL"
)
BY_CLAIM = "ORDER BY claim_id"


async def add(conn: asyncpg.Connection, change: Change) -> None:
    await conn.execute(
        """
        INSERT INTO person_change (id, kind, person_id, other_person_id, at, by, ground, review_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        change.id,
        change.kind.value,
        change.person_id,
        change.other_person_id,
        change.at,
        change.by,
        change.ground.value,
        change.review_id,
    )


async def add_claims(
    conn: asyncpg.Connection, change_id: UUID, claims: Iterable[ChangedClaim]
) -> None:
    await conn.execute(
        """
        INSERT INTO person_change_claim (change_id, claim_id, moved, membership_id)
        SELECT $1, t.* FROM unnest($2::uuid[], $3::boolean[], $4::uuid[]) AS t
        """,
        change_id,
        *columns([(each.claim_id, each.moved, each.membership_id) for each in claims], 3),
    )


async def get_for_update(conn: asyncpg.Connection, change_id: UUID) -> Change | None:
    return await fetch_one(
        conn, Change, "SELECT * FROM person_change WHERE id = $1 FOR UPDATE", change_id
    )


async def claims_of(conn: asyncpg.Connection, change_id: UUID) -> list[ChangedClaim]:
    return await fetch_all(
        conn,
        ChangedClaim,
        "SELECT * FROM person_change_claim WHERE change_id = $1 ORDER BY claim_id",
        change_id,
    )


async def set_undone(conn: asyncpg.Connection, change_id: UUID, by: UUID) -> None:
    await conn.execute("UPDATE person_change SET undone_by = $2 WHERE id = $1", change_id, by)


async def of_person(conn: asyncpg.Connection, person_id: UUID) -> list[PastChange]:
    """Merges and splits that a person had a part in, the newest first."""
    return await fetch_all(
        conn,
        PastChange,
        """
        SELECT person_change.*, ARRAY(SELECT claim_id FROM person_change_claim
                WHERE change_id = person_change.id AND moved ORDER BY claim_id) AS claims
          FROM person_change WHERE person_id = $1 OR other_person_id = $1
         ORDER BY at DESC, id
        """,
        person_id,
    )


async def links_of(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> list[CurrentLink]:
    """The claims that make these persons now, each with its link."""
    return await fetch_all(
        conn, CurrentLink, f"{LINKS} AND person_id = ANY($1::uuid[]) {BY_CLAIM}", list(person_ids)
    )


async def links_of_claims(conn: asyncpg.Connection, claim_ids: Iterable[UUID]) -> list[CurrentLink]:
    """The link that each of these claims has now."""
    return await fetch_all(
        conn, CurrentLink, f"{LINKS} AND claim_id = ANY($1::uuid[]) {BY_CLAIM}", list(claim_ids)
    )


async def later_merges(
    conn: asyncpg.Connection, merge: Change, claim_ids: Iterable[UUID]
) -> list[frozenset[UUID]]:
    """The claims, of these, that came with each merge that stands and was made later."""
    rows = await conn.fetch(
        """
        SELECT array_agg(claim_id) AS claims
          FROM person_change JOIN person_change_claim ON change_id = person_change.id AND moved
         WHERE kind = 'samengevoegd' AND undone_by IS NULL AND at >= $1 AND person_change.id <> $2
           AND claim_id = ANY($3::uuid[])
         GROUP BY person_change.id ORDER BY min(at), person_change.id
        """,
        merge.at,
        merge.id,
        list(claim_ids),
    )
    return [frozenset(row["claims"]) for row in rows]


async def moved_on(conn: asyncpg.Connection, merge: Change, person_id: UUID) -> bool:
    """Whether both sides of a merge went to that person later, by a merge that stands."""
    moved: bool = await conn.fetchval(
        """
        SELECT EXISTS (
          SELECT FROM person_change AS later
            JOIN person_change_claim AS theirs ON theirs.change_id = later.id AND theirs.moved
            JOIN person_change_claim AS ours
              ON ours.change_id = $1 AND ours.claim_id = theirs.claim_id
           WHERE later.kind = 'samengevoegd' AND later.undone_by IS NULL AND later.at >= $2
             AND later.id <> $1 AND EXISTS (
                 SELECT FROM person_change_claim AS host JOIN membership AS link USING (claim_id)
                  WHERE host.change_id = later.id AND NOT host.moved
                    AND link.until_at IS NULL AND link.person_id = $3)
           GROUP BY later.id HAVING bool_or(ours.moved) AND bool_or(NOT ours.moved))
        """,
        merge.id,
        merge.at,
        person_id,
    )
    return moved


async def claim_ids_of(conn: asyncpg.Connection, person_id: UUID) -> list[UUID]:
    """The claims that make a person now, by id."""
    return [link.claim_id for link in await links_of(conn, [person_id])]


async def relink(
    conn: asyncpg.Connection, relinks: Sequence[Relink], at: datetime, by: str
) -> None:
    """End the links of claims and begin others; the log keeps both."""
    rows = [
        (uuid4(), each.claim_id, each.person_id, each.like, each.confidence, each.decision)
        for each in relinks
    ]
    await conn.execute(
        "UPDATE membership SET until_at = $2 WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL",
        [each.claim_id for each in relinks],
        at,
    )
    await conn.execute(
        """
        INSERT INTO membership (id, claim_id, person_id, from_at, decided_by, decision, confidence,
                                bits, model_version, waterfall, weights_id)
        SELECT t.id, t.claim_id, t.person_id, $7, $8, coalesce(t.decision, former.decision),
               coalesce(t.confidence, former.confidence), bits, model_version, waterfall, weights_id
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::float8[], $6::text[])
            AS t (id, claim_id, person_id, former, confidence, decision)
          JOIN membership AS former ON former.id = t.former
        """,
        *columns(rows, 6),
        at,
        by,
    )


async def move_rows(conn: asyncpg.Connection, claim_ids: Sequence[UUID]) -> None:
    """Move what stands on these claims to where they went."""
    await conn.execute(
        """
        UPDATE sighting SET person_id = link.person_id, confidence = link.confidence
          FROM membership AS link
         WHERE link.claim_id = sighting.claim_id AND link.until_at IS NULL
           AND link.claim_id = ANY($1::uuid[])
        """,
        claim_ids,
    )
    for table in FOLLOWING:
        await conn.execute(
            f"""
            UPDATE {table} SET person_id = link.person_id FROM membership AS link
             WHERE link.claim_id = {table}.claim_id AND link.until_at IS NULL
               AND link.claim_id = ANY($1::uuid[]) AND {table}.person_id <> link.person_id
            """,  # noqa: S608  # names of tables, from here
            claim_ids,
        )


async def history_of(conn: asyncpg.Connection, claim_id: UUID) -> list[PastLink]:
    """Every link that a claim ever had, the newest first."""
    return await fetch_all(
        conn,
        PastLink,
        """
        SELECT membership.*, change.id AS change_id, change.ground
          FROM membership
          LEFT JOIN LATERAL (
               SELECT person_change.* FROM person_change
                 JOIN person_change_claim ON change_id = person_change.id AND moved
                WHERE person_change_claim.claim_id = membership.claim_id AND at = from_at
                  AND by = decided_by LIMIT 1) AS change ON true
         WHERE membership.claim_id = $1
         ORDER BY until_at DESC NULLS FIRST, from_at DESC, membership.id
        """,
        claim_id,
    )

"""A desk that nobody cleared for a year: thousands of questions, moves and signals wait.

Rows as the databank writes them, put there at once; of persons who never were.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from typing import Any
from uuid import UUID

import asyncpg
import orjson


@dataclass(frozen=True, slots=True)
class Size:
    reviews: int
    moves: int
    signals: int
    sightings: int = 4
    """Of each of the two persons of a question."""


BEGAN = datetime(2026, 1, 5, 10, tzinfo=UTC)
FULL = Size(reviews=5_000, moves=2_000, signals=1_000)

STEPS = [
    {"field": "family", "level": "different", "bits": -4.2, "share": None},
    {"field": "given", "level": "different", "bits": -3.1, "share": None},
    {"field": "birth", "level": "different", "bits": -5.0, "share": None},
    {"field": "document", "level": "exact", "bits": 17.0, "share": None},
]
RANKED = {"posterior": 0.61, "bits": 4.7, "conflict": None, "steps": STEPS}

PERSON = """
INSERT INTO person (id, created_at, provisional, identity_state, first_seen_at, left_window)
SELECT md5('person ' || nr)::uuid, $2, nr % 2 = 0, 'te_valideren', $2, true
  FROM generate_series(1, 2 * $1::integer) AS t (nr)
"""
CLAIM = """
INSERT INTO claim (id, digest, source_kind, source_id, branch, given_names, family_name, birth_date,
                   document_kind, document_country, document_number, received_at)
SELECT md5('claim ' || nr)::uuid, decode(md5('claim ' || nr), 'hex'), 'inspection',
       md5('inspection ' || nr)::uuid, 'straat', 'Vera', 'Voorbeeld' || nr,
       (1960 + nr % 40) || '-05-17', 'paspoort', 'ROU', 'X' || (nr + nr % 2), $2
  FROM generate_series(1, 2 * $1::integer) AS t (nr)
"""
MEMBERSHIP = """
INSERT INTO membership (id, claim_id, person_id, from_at, decided_by, decision, confidence, bits,
                        model_version, waterfall)
SELECT md5('membership ' || nr)::uuid, md5('claim ' || nr)::uuid, md5('person ' || nr)::uuid, $2,
       'auto', CASE nr % 2 WHEN 0 THEN 'review' ELSE 'new' END, 0.6, 4.7, 'test', '[]'
  FROM generate_series(1, 2 * $1::integer) AS t (nr)
"""
SIGHTING = """
INSERT INTO sighting (id, person_id, claim_id, branch, seen_at, source_kind, source_id, confidence,
                      recorded_at)
SELECT md5('sighting ' || nr || ' ' || turn)::uuid, md5('person ' || nr)::uuid,
       md5('claim ' || nr)::uuid, (ARRAY['straat', 'raam', 'escort'])[1 + turn % 3],
       $2::timestamptz + make_interval(days => turn, secs => nr), 'inspection',
       md5('inspection ' || nr || ' ' || turn)::uuid, 1, $2
  FROM generate_series(1, 2 * $1::integer) AS t (nr), generate_series(1, $3::integer) AS s (turn)
 WHERE turn <= 1 + nr % $3::integer
"""
REVIEW = """
INSERT INTO review_task (id, claim_id, person_id, reason, ranked, opened_at, state, kind, entropy,
                         other_person_id)
SELECT md5('review ' || nr)::uuid, md5('claim ' || 2 * nr)::uuid, md5('person ' || 2 * nr)::uuid,
       'twijfel',
       jsonb_build_array($3::jsonb || jsonb_build_object(
           'personId', md5('person ' || 2 * nr - 1)::uuid)),
       $2::timestamptz + make_interval(secs => nr), 'open',
       CASE WHEN nr % 10 = 0 THEN 'steekproef' WHEN nr % 10 = 1 THEN 'samenvoegen'
            ELSE 'koppeling' END,
       0.5 + (nr % 50) / 100.0,
       CASE WHEN nr % 10 < 2 THEN md5('person ' || 2 * nr - 1)::uuid END
  FROM generate_series(1, $1::integer) AS t (nr)
"""
MOVE = """
INSERT INTO branch_shift_case (id, person_id, from_branch, to_branch, from_seen_at, to_seen_at,
                               from_sighting, to_sighting, rule_id, rule_version, window_days,
                               confidence, told, shadow, detected_at, state)
SELECT md5('move ' || nr)::uuid, md5('person ' || nr)::uuid, 'raam', 'escort',
       $2::timestamptz + make_interval(days => 1, secs => nr),
       $2::timestamptz + make_interval(days => 2, secs => nr),
       md5('sighting ' || nr || ' 1')::uuid, md5('sighting ' || nr || ' 1')::uuid,
       'branch-move', 1, 30, 0.98, true, false, $2, 'gedetecteerd'
  FROM generate_series(1, $1::integer) AS t (nr)
"""
SIGNAL = """
INSERT INTO signal (id, kind, priority, source, person_id, claim_id, raised_at, state,
                    triage_due_at)
SELECT md5('signal ' || nr)::uuid, CASE nr % 3 WHEN 0 THEN 'dwang' ELSE 'dubbele_aangifte' END,
       CASE nr % 3 WHEN 0 THEN 'dringend' ELSE 'gewoon' END, 'desk ' || nr,
       md5('person ' || nr)::uuid, md5('claim ' || nr)::uuid,
       $2::timestamptz + make_interval(secs => nr),
       CASE nr % 4 WHEN 0 THEN 'getrieerd' ELSE 'gemeld' END,
       $2::timestamptz + make_interval(mins => 60, secs => nr)
  FROM generate_series(1, $1::integer) AS t (nr)
"""
EVIDENCE = """
INSERT INTO signal_evidence (signal_id, position, at, kind, claim_id, facts)
SELECT id, 1, raised_at, 'melding', claim_id, '{}' FROM signal WHERE source LIKE 'desk %'
"""


def review(nr: int) -> UUID:
    return _id("review", nr)


def move(nr: int) -> UUID:
    return _id("move", nr)


def signal(nr: int) -> UUID:
    return _id("signal", nr)


def _id(kind: str, nr: int) -> UUID:
    return UUID(md5(f"{kind} {nr}".encode(), usedforsecurity=False).hexdigest())


async def fill(conn: asyncpg.Connection, size: Size, at: datetime) -> None:
    ranked = orjson.dumps(RANKED).decode()
    work: list[tuple[str, list[Any]]] = [
        (PERSON, [size.reviews, at]),
        (CLAIM, [size.reviews, at]),
        (MEMBERSHIP, [size.reviews, at]),
        (SIGHTING, [size.reviews, at, size.sightings]),
        (REVIEW, [size.reviews, at, ranked]),
        (MOVE, [size.moves, at]),
        (SIGNAL, [size.signals, at]),
        (EVIDENCE, []),
    ]
    for query, values in work:
        await conn.execute(query, *values)

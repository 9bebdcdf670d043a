"""Cases kept while anything happens in any order, beside those of a recomputation."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest

from contracts.branches import Branch
from contracts.pandkalender import ShiftDeclared
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.rules.pattern import judge
from databank.detection.patterns.rules.presence import Presence
from databank.detection.rules.version import Track
from databank.sightings.rules.verification_state import VerificationState

from ..support.databank import Databank, cancelled, day, unlike_others
from ..support.pattern_cases import HOUR, cases, ends, moves, verify
from ..support.patterns import EASY, swept, works


async def all_presences(databank: Databank, people: list[UUID]) -> list[Presence]:
    """Written down anew from the tables, beside the query that the sweep uses."""
    rows = await databank.fetch("SELECT * FROM sighting WHERE person_id = ANY($1)", people)
    shifts = {row["shift_id"]: row for row in await databank.fetch("SELECT * FROM shift")}
    seen_at = {
        row["id"]: row["premises_id"]
        for row in await databank.fetch("SELECT id, premises_id FROM verification")
    }
    found = []
    for row in rows:
        if row["withdrawn_at"]:
            continue
        source = row["source_kind"], row["source_id"]
        branch, seen = Branch(row["branch"]), row["seen_at"]
        shift = shifts.get(row["source_id"])
        if shift is None:
            place = seen_at.get(row["source_id"])
            found.append(
                Presence(row["person_id"], place, branch, seen, seen, source, row["confidence"])
            )
            continue
        until = min(shift["ended_at"] or shift["ends_at"], shift["ends_at"])
        found.append(
            Presence(
                row["person_id"],
                shift["premises_id"],
                branch,
                shift["starts_at"],
                max(shift["starts_at"], until),
                source,
                row["confidence"],
                VerificationState(shift["verification"]),
            )
        )
    return found


@pytest.fixture
async def easy(databank: Databank) -> Any:
    """Limits that made-up facts reach often, as if they had always been set so."""
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    change = "UPDATE detection_rule SET parameters = $1::jsonb WHERE id = $2 AND version = 1"
    before = await conn.fetch("SELECT parameters, id FROM detection_rule WHERE version = 1")
    for rule_id, parameters in EASY.items():
        await conn.execute(change, orjson.dumps(parameters.document()).decode(), rule_id)
    yield
    for row in before:
        await conn.execute(change, row["parameters"], row["id"])
    await conn.close()


async def runs_an_hour_on(databank: Databank, shift: ShiftDeclared) -> bool:
    """Whether a shift runs an hour after its first begin: else nobody is absent (handbook §2.2)."""
    rows = await databank.fetch(
        """
        SELECT 1 FROM shift WHERE shift_id = $1 AND state <> 'geannuleerd'
           AND starts_at <= $2 AND $2 < COALESCE(ended_at, ends_at)
        """,
        shift.shift_id,
        shift.starts_at + timedelta(hours=1),
    )
    return bool(rows)


ANOTHER = pytest.mark.night(
    "another history by chance",
    stays="::test_whatever_happens_in_whatever_order_the_cases_are_those_of_a_recomputation",
)
SEEDS = [
    0,
    pytest.param(1, marks=ANOTHER),
    *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3)),
]


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_happens_in_whatever_order_the_cases_are_those_of_a_recomputation(
    databank: Databank, easy: None, seed: int
) -> None:
    chance = Random(seed)
    begins = 1000 + 200 * seed
    people = [unlike_others() for _ in range(5)]
    premises = [uuid4() for _ in range(3)]
    shifts = [
        works(
            chance.choice(people),
            begins + chance.randint(0, 24 * 20) * HOUR,
            chance.choice([4, 8, 12]),
            chance.choice(premises),
        )
        for _ in range(60)
    ]
    for first in range(0, len(shifts), 12):
        some = shifts[first : first + 12]
        await databank.tell(*some)
        later: list[Any] = []
        for shift in some:
            what = chance.random()
            if what < 0.15:
                later.append(cancelled(shift))
            elif what < 0.3:
                later.append(ends(shift, chance.choice([0, 2, 3])))
            elif what < 0.45:
                at = shift.starts_at + timedelta(hours=chance.randint(-48, 48))
                later.append(moves(shift, at, chance.choice(premises)))
        await databank.tell(*later)
        for shift in chance.sample(some, 6):
            outcome = chance.choice(["aanwezig", "afwezig", "afwezig"])
            if outcome == "aanwezig" or await runs_an_hour_on(databank, shift):
                await verify(databank, shift, outcome)
        await databank.inspect("straat", day(begins + chance.random() * 20), chance.choice(people))
    await swept(databank)
    ids = sorted({await databank.person_of(shift) for shift in shifts})
    facts = await all_presences(databank, ids)
    about = [*ids, *premises]
    found: dict[str, int] = {}
    for rule_id, pattern in PATTERNS.items():
        wanted = [one.occurrence for one in judge(pattern, facts, Track.always(EASY[rule_id]))]
        rows = await cases(databank, rule_id, *about)
        stored = sorted((str(row["anchor_at"]), row["ground"], _ids(row)) for row in rows)
        expected = sorted(
            (str(one.anchor), one.ground, sorted(str(each[1]) for each in one.evidence))
            for one in wanted
        )
        assert stored == expected, rule_id
        found[rule_id] = len(expected)
    assert found["group-move"] > 0 and sum(found.values()) > 10, found


def _ids(row: dict[str, Any]) -> list[str]:
    return sorted(each["id"] for each in row["evidence"])

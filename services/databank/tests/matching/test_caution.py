"""Caution that verdicts of the blind sample teach, in a real database; replay holds meanwhile."""

from dataclasses import replace
from uuid import UUID, uuid4

import orjson

from chassis.db import Database, Transaction
from databank.matching.model_state import current_state
from databank.matching.replay import replay
from databank.matching.resolver import resolve
from databank.matching.rules.evidence import Evidence
from databank.persons.store import claims
from linkage.caution import MIN_JUDGED, NONE
from linkage.claim import RawClaim

from ..support.claims import NOW, incoming, somebody

VERDICTS = """
INSERT INTO review_task (id, claim_id, person_id, other_person_id, reason, ranked, opened_at, state,
                         kind, entropy, answer, answered_at, answered_by)
SELECT gen_random_uuid(), claim_id, person_id, person_id, 'gekend', $3::jsonb, $4, 'beantwoord',
       'steekproef', 1, $2, $4, 'agent-1'
  FROM membership WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL
"""


class TakenBackError(Exception):
    """Nothing of a test stays for others."""


async def judged(tx: Transaction, answers: dict[str, int], said: float) -> None:
    """So many links of this probability, with these answers."""
    for answer, count in answers.items():
        made = await resolve(tx, [incoming(somebody()) for _ in range(count)])
        evidence = [{"personId": str(uuid4()), "posterior": said, "conflict": None, "steps": []}]
        ids = [one.claim_id for one in made]
        await tx.conn.execute("DELETE FROM review_task WHERE claim_id = ANY($1::uuid[])", ids)
        await tx.conn.execute(VERDICTS, ids, answer, orjson.dumps(evidence).decode(), tx.now)


def named(born: str) -> RawClaim:
    mark = "".join(chr(97 + int(digit, 16)) for digit in uuid4().hex)
    return RawClaim(mark[:9].title(), mark[9:20].title(), born)


async def linked(tx: Transaction) -> tuple[UUID, Evidence]:
    """A link that is likely and far from certain: by name and year only."""
    first = named("1961")
    _, other = await resolve(tx, [incoming(first), incoming(replace(first, phone="0470000001"))])
    link = await claims.link_of(tx.conn, other.claim_id)
    assert link is not None
    return other.claim_id, Evidence.of(link.waterfall[0])


async def test_enough_verdicts_lower_what_is_said_and_each_decision_keeps_its_own(
    database: Database,
) -> None:
    try:
        async with database.begin(NOW) as tx:
            state = await current_state(tx)
            state.weights = None  # their numbers may have gone with another test's transaction
            before_id, before = await linked(tx)
            assert before.chance == before.posterior
            await judged(tx, {"dezelfde_persoon": MIN_JUDGED, "andere_persoon": 40}, 0.97)
            await judged(tx, {"niet_te_zeggen": 5}, 0.97)
            await state.learn_caution(tx)
            assert state.parameters.weights(state.model).caution != NONE
            after_id, after = await linked(tx)
            assert after.chance < after.posterior
            for claim_id in (before_id, after_id):
                again = await replay(tx, claim_id)
                assert again is not None
                assert again.same
            raise TakenBackError
    except TakenBackError:
        pass
    async with database.begin(NOW) as tx:
        await state.learn_caution(tx)
        assert state.parameters.weights(state.model).caution == NONE


async def test_a_caution_that_is_not_the_days_is_no_replay(database: Database) -> None:
    try:
        async with database.begin(NOW) as tx:
            await judged(tx, {"dezelfde_persoon": MIN_JUDGED, "andere_persoon": 40}, 0.97)
            state = await current_state(tx)
            await state.learn_caution(tx)
            claim_id, _ = await linked(tx)
            await tx.conn.execute(
                """
                UPDATE membership SET waterfall = jsonb_set(waterfall, '{0,said}', '0.999')
                 WHERE claim_id = $1
                """,
                claim_id,
            )
            again = await replay(tx, claim_id)
            assert again is not None
            assert again.kept == again.again
            assert not again.same
            raise TakenBackError
    except TakenBackError:
        pass
    async with database.begin(NOW) as tx:
        await (await current_state(tx)).learn_caution(tx)


async def test_few_verdicts_and_answers_about_new_persons_teach_nothing(
    database: Database,
) -> None:
    try:
        async with database.begin(NOW) as tx:
            await judged(tx, {"dezelfde_persoon": 50, "andere_persoon": 40}, 0.97)
            await tx.conn.execute("UPDATE review_task SET reason = 'nieuw' WHERE answer IS NULL")
            state = await current_state(tx)
            await state.learn_caution(tx)
            assert state.parameters.weights(state.model).caution == NONE
            raise TakenBackError
    except TakenBackError:
        pass

"""Cases that a rule made of what was declared and seen."""

import asyncio
import json
from uuid import UUID, uuid4

from .databank import Databank, day, declared, unlike_others


async def branch_shift_case(databank: Databank) -> UUID:
    """Somebody who was seen in the street and is declared in a window now; the case."""
    who = unlike_others()
    await databank.inspect("straat", day(10), who)
    shift = declared(who, day(12))
    await databank.tell(shift, at=day(12))
    (case,) = await databank.cases(await databank.person_of(shift))
    case_id: UUID = case["id"]
    return case_id


async def pattern_case(databank: Databank, shadow: bool) -> UUID:
    """Somebody declared in two premises at the same time: the case that the rule makes of it."""
    who = unlike_others()
    one, other = declared(who, day(50)), declared(who, day(50))
    await databank.tell(one, other, at=day(49))
    person_id = await databank.person_of(one)
    for _ in range(1_200):  # or the sweep withdraws what it does not find by itself
        if not await databank.fetch("SELECT 1 FROM pattern_work"):
            break
        await asyncio.sleep(0.05)
    case_id = uuid4()
    evidence = [{"kind": "shift", "id": str(shift.shift_id)} for shift in (one, other)]
    await databank.fetch(
        "INSERT INTO pattern_case (id, rule_id, rule_version, shadow, ground, person_id, anchor_at,"
        " begins_at, ends_at, evidence, persons, figures, confidence, detected_at, state)"
        " VALUES ($1, 'two-places', 1, $2, 'gelijktijdig', $3, $4, $4, $5, $6::jsonb, $7,"
        " '{\"minutes\": 480}', 1, $4, 'gedetecteerd')",
        case_id,
        shadow,
        person_id,
        day(1500),  # later than what other tests leave, so it stands on the first page
        day(1500.3),
        json.dumps(evidence),
        [person_id],
    )
    return case_id

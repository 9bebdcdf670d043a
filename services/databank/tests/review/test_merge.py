"""People join and part persons, and everything that followed from a wrong link goes with it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, given, settings

from contracts.databank import FirstContactDue, FirstContactWithdrawn

from ..support.branch_shifts import shifts_of
from ..support.databank import Databank, day, declared, unlike_others
from ..support.histories import History, Step, Telling, differences, histories
from ..support.officers import Officer, seen


@settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a history is told in a second or two
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories())
async def test_merge_then_split_leaves_what_was_never_merged(
    databank: Databank, history: History
) -> None:
    """Whatever happens before, between and after: claims, sightings, cases, contacts and what
    others were told are those of the same history without any merge."""
    plain, corrected = Telling(databank), Telling(databank)
    merge = None
    for position, step in enumerate((*history.steps, None)):
        if position == history.merged:
            merge = await corrected.merge(history.into)
        if position == history.parted and merge:
            await (corrected.split(1 - history.into) if history.by_hand else corrected.undo(merge))
        spoken_to_as_one = step and step.kind == "contact" and history.merged <= position
        if step is not None and not (spoken_to_as_one and position < history.parted):
            await plain.take(step)
            await corrected.take(step)
    assert differences(await corrected.left(), await plain.left()) == []


async def test_who_was_spoken_to_under_another_name_is_no_new_person_until_parted_again(
    databank: Databank,
) -> None:
    """The one was spoken to; the other is still due. As one person she was, and is counted once."""
    telling = Telling(databank)
    for who in (0, 1):
        await telling.take(Step("shift", who=who))
    await telling.hold_contact(0)
    (waiting,) = await databank.fetch(
        "SELECT id FROM first_contact WHERE person_id = $1", await telling.person(1)
    )
    told: list[tuple[int, int]] = []
    merge = await telling.merge(into=0)
    told.append(await _contact_told(databank, waiting["id"]))
    await telling.undo(merge)
    told.append(await _contact_told(databank, waiting["id"]))
    assert told == [(1, 1), (2, 1)]
    again = (await databank.told(FirstContactDue, contactId=waiting["id"]))[-1]
    assert again.data["openedAt"] < again.data["toldAt"], "it counts for the day that she was new"


async def _contact_told(databank: Databank, contact_id: UUID) -> tuple[int, int]:
    due = await databank.told(FirstContactDue, contactId=contact_id)
    withdrawn = await databank.told(FirstContactWithdrawn, contactId=contact_id)
    return len(due), len(withdrawn)


async def test_merges_in_the_middle_of_a_stream_lose_and_strand_nothing(
    databank: Databank,
) -> None:
    """While owners declare and officers inspect, two persons are merged and parted time and again:
    each sighting is of the person of its claim, and the cases are those of the timelines."""
    who, other = unlike_others(), unlike_others()
    first = await seen(databank, "straat", day(0), who)
    second = await seen(databank, "escort", day(0), other)
    officer = Officer(databank)

    async def correct() -> None:
        for _ in range(6):
            change = await _merge_again(officer, first, second)
            await asyncio.sleep(0.02)
            await officer.undo(change)

    async def declare(offset: int) -> None:
        shifts = [
            declared(replace((who, other)[nr % 2], worker_ref=uuid4()), day(nr + offset / 10))
            for nr in range(12)
        ]
        for shift in shifts:
            await databank.tell(shift)

    async def inspect(branch: str) -> None:
        for nr in range(10):
            await databank.inspect(branch, day(nr), (who, other)[nr % 2])

    work: list[Awaitable[None]] = [correct(), declare(1), declare(2), inspect("straat")]
    await asyncio.gather(*work, inspect("massagesalon"))
    stray = await databank.fetch(
        "SELECT count(*) FROM sighting JOIN membership ON membership.claim_id = sighting.claim_id"
        " AND until_at IS NULL WHERE sighting.person_id <> membership.person_id"
    )
    assert stray[0]["count"] == 0
    for person_id in (first, second):
        assert await _shown(databank, person_id) == await _computed(databank, person_id)


async def _merge_again(officer: Officer, first: str, second: str) -> dict[str, Any]:
    """Whatever was said before, when they were parted."""
    path = f"/v1/persons/{first}/merge"
    body: dict[str, Any] = {"otherPersonId": second, "ground": "gegevens_vergeleken"}
    answer = await officer.post(path, body)
    if answer.status_code == 409:
        named = [one["verdictId"] for one in answer.json()["extraInfo"]["verdicts"]]
        return await officer.did(path, body | {"overrules": named})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _shown(databank: Databank, person_id: str) -> list[tuple[Any, ...]]:
    return sorted(
        (case["from_branch"], case["to_branch"], case["from_seen_at"], case["to_seen_at"])
        for case in await databank.cases(person_id)
    )


async def _computed(databank: Databank, person_id: str) -> list[tuple[Any, ...]]:
    """The moves that the sightings show."""
    rows = await databank.fetch(
        "SELECT * FROM sighting WHERE person_id = $1 AND withdrawn_at IS NULL", UUID(person_id)
    )
    return sorted(
        (*each.branches, each.before.seen_at, each.after.seen_at) for each in shifts_of(rows)
    )

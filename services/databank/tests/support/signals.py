"""Protective signals that an officer raised, or that wait for the person whom they are about."""

from typing import Any
from uuid import UUID

import asyncpg

from databank.shifts.calendar_signals import LINK

from .databank import START, Databank, day, unlike_others
from .officers import seen
from .waiting import pass_until, until


async def raise_signal(databank: Databank, kind: str = "dwang") -> str:
    person = await seen(databank, "straat", day(0), unlike_others())
    body = {
        "kind": kind,
        "personId": person,
        "observedAt": START.isoformat(),
        "indicators": ["wordt_gecontroleerd"],
    }
    answer: dict[str, Any] = await databank.created("/v1/signals", body)
    return str(answer["signalId"])


async def look_at_signal(databank: Databank, signal_id: UUID | str) -> None:
    """Somebody of the team says how urgent it is."""
    step = {"step": "triage", "answer": "niet_acuut"}
    await databank.created(f"/v1/signals/{signal_id}/steps", step)


async def linked(databank: Databank, signal_id: UUID | str) -> UUID:
    """Whom a signal is about, as soon as its timer found out: each time it looks in vain, time
    passes until it looks again."""

    async def person() -> asyncpg.Record | None:
        (signal,) = await databank.fetch(
            "SELECT person_id FROM signal WHERE id = $1", UUID(str(signal_id))
        )
        if signal["person_id"] is not None:
            return signal
        for timer in await databank.fetch(
            "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2", LINK, str(signal_id)
        ):
            await pass_until(databank, timer["due_at"])
        return None

    return UUID(str((await until(person))["person_id"]))

"""Protective signals that an officer raised."""

from typing import Any
from uuid import UUID

from .databank import START, Databank, day, unlike_others
from .officers import seen


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

"""Protective signals that an officer raised."""

from typing import Any

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

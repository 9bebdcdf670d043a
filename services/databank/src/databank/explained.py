"""Why a claim is where it is, in words that an officer understands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from chassis.db import Transaction
from databank.domain.sample import Stratum


@dataclass(frozen=True, slots=True)
class Explanation:
    sentences: tuple[str, ...]
    replayed: bool | None


def sentences(ranked: dict[str, Any]) -> list[str]:
    return []


async def explained(tx: Transaction, link: asyncpg.Record) -> Explanation:
    return Explanation((), None)


def groups(rows: Sequence[Any]) -> dict[str, Stratum]:
    return {}

"""Claims with a truth, put through the databank's own path, and each decision judged."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

import orjson

from databank.matching import json_lines
from databank.matching.linkage_session import Decided as Decision
from databank.matching.standalone import Standalone
from linkage.claim import RawClaim
from linkage.evaluation.scoring import Decided, Judge


class Told(Protocol):
    """A claim in the form of ``krachtlijn identity resolve``, and whom it is really about."""

    @property
    def claim(self) -> Mapping[str, Any]: ...
    @property
    def person(self) -> int: ...
    @property
    def culture(self) -> str: ...
    @property
    def changed(self) -> Collection[str]: ...


PORTION = 20_000
"""Claims that are held at a time, when there are many."""


async def play(
    store: Standalone,
    claims: Iterable[Told],
    *,
    batch: int,
    done: Callable[[int], object],
    judge: Judge | None = None,
) -> Judge:
    """Each batch is one durable transaction; ``done`` hears how many claims it had.

    A ``judge`` who saw earlier claims of the same store goes on from there.
    """
    judging, source = judge or Judge(), iter(claims)
    while told := list(islice(source, PORTION)):
        said = [claimed(one.claim) for one in told]
        judged(judging, told, await decided(store, said, batch=batch, done=done))
    return judging


async def decided(
    store: Standalone, claims: Sequence[RawClaim], *, batch: int, done: Callable[[int], object]
) -> list[Decision]:
    """The decisions on all claims, in their order."""
    found: list[Decision] = []
    async for decisions in store.stream(_batches(claims, batch)):
        taken = [one for one in decisions if one is not None]
        if len(taken) < len(decisions):
            raise json_lines.UnreadableError("the database refuses a claim")
        found += taken
        done(len(taken))
    return found


async def _batches(claims: Sequence[RawClaim], size: int) -> AsyncIterator[Sequence[RawClaim]]:
    for begin in range(0, len(claims), size):
        yield claims[begin : begin + size]


def judged(judging: Judge, told: Iterable[Told], decisions: Iterable[Decision]) -> None:
    for one, decision in zip(told, decisions, strict=True):
        ranked = decision.verdict.ranked if decision.verdict else ()
        judging.take(
            Decided(
                truth=one.person,
                group=one.culture,
                decision=json_lines.word(decision),
                person=decision.person_id,
                compared=[each.person_id for each in ranked],
                slips=one.changed,
            )
        )


def claimed(fields: Mapping[str, Any]) -> RawClaim:
    """As `krachtlijn identity resolve` reads it; ``UnreadableError`` for what it refuses."""
    asked = json_lines.read(orjson.dumps(fields))
    if asked.claim is None:
        raise json_lines.UnreadableError(asked.reason)
    return asked.claim

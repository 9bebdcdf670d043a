"""Claims with a truth, put through the databank's own path, and each decision judged."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import Any, Protocol

import orjson

from databank.domain.claim import Claimed
from databank.quality.judging import Decided, Judge
from databank.recognising import lines
from databank.recognising.standalone import Standalone


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
    while told := list(islice(source, batch)):
        decisions = await store.decide([claimed(one.claim) for one in told])
        for one, decision in zip(told, decisions, strict=True):
            ranked = decision.verdict.ranked if decision.verdict else ()
            judging.take(
                Decided(
                    truth=one.person,
                    group=one.culture,
                    decision=lines.word(decision),
                    person=decision.person_id,
                    compared=[each.person_id for each in ranked],
                    slips=one.changed,
                )
            )
        done(len(told))
    return judging


def claimed(fields: Mapping[str, Any]) -> Claimed:
    """As `krachtlijn identity resolve` reads it; ``UnreadableError`` for what it refuses."""
    asked = lines.read(orjson.dumps(fields))
    if asked.claim is None:
        raise lines.UnreadableError(asked.reason)
    return asked.claim

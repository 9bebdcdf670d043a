"""`krachtlijn identity resolve`: a claim in, a decision out, line by line."""

import asyncio
import os
import signal
import sys
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import aclosing, suppress
from time import monotonic
from typing import Annotated, Any

import typer
from rich.console import Console

from launcher import late
from launcher.checkout import Root
from launcher.errors import LauncherError
from launcher.identity.lines import Lines
from launcher.identity.scratch_database import database_url

EXAMPLE = (
    """Example: echo '{"claimId": 1, "givenNames": "Ana", "familyName": "Voorbeeld"}' """
    "| krachtlijn identity resolve"
)
NOTE_SECONDS = 10.0
"""Seconds between two notes on standard error about how fast it goes."""

notes = Console(stderr=True, highlight=False)

Batch = Annotated[
    int, typer.Option(min=1, max=10_000, help="Decide on so many lines at once, if they are there.")
]


def resolve(batch: Batch = 1, root: Root = None) -> None:
    """Decide for each claim, as it comes, whether it is a known person, a new one, or a question.

    Reads one JSON claim per line and writes one JSON decision per line, in the same order, each
    flushed. Starts from an empty store of its own in a private PostgreSQL, gone afterwards.
    Every decision is durable before it is answered.

    In: `{"claimId", "givenNames", "familyName", "birthDate", "sex", "nationality",
    "nationalNumber", "documents": [{"type", "country", "number"}], "phone", "address": {"street",
    "houseNumber", "postcode", "municipality"}, "alias", "source"}`; any may be missing or null.

    Out: `{"claimId", "decision": "match" | "new" | "review", "personId", "candidatePersonId",
    "bits", "evidence": [{"field", "level", "bits", "explanation"}]}`. A line that cannot be read
    is answered `{"claimId", "decision": "error", "reason"}`, and the next is read. Nothing else is
    written to standard output; notes go to standard error.
    """
    url = database_url(root)
    try:
        ended = _run(_serve(url, batch))
    except BrokenPipeError:
        # Whoever read the decisions has gone: the interpreter must not try to flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    if not ended:
        raise KeyboardInterrupt


def _run(work: Any) -> bool:
    with asyncio.Runner(loop_factory=late.module("uvloop").new_event_loop) as runner:
        return bool(runner.run(work))


async def _serve(url: str, batch: int) -> bool:
    """False when somebody asked to stop. The store is dropped however it ends."""
    loop = asyncio.get_running_loop()
    serving = asyncio.ensure_future(_decide_all(url, batch))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving
        return True
    return False


async def _decide_all(url: str, batch: int) -> None:
    standalone, lines = (
        late.module("databank.matching.standalone"),
        late.module("databank.matching.api"),
    )
    count, begun = 0, monotonic()
    noted_at, before = begun, 0
    async with standalone.standalone(url, late.module("databank.schema").TABLES) as store:
        turns: deque[list[Any]] = deque()
        source = Lines(sys.stdin.fileno())
        notes.print("Ready: one claim per line on standard input.")
        async with aclosing(store.stream(_claims(source, lines, batch, turns))) as stream:
            while (decided := await _next(stream)) is not None:
                asked = turns.popleft()
                _write(_answers(lines, asked, iter(decided)))
                count += len(asked)
                if (now := monotonic()) - noted_at > NOTE_SECONDS:
                    notes.print(
                        f"{count:,} lines, {(count - before) / (now - noted_at):,.0f} a second"
                    )
                    noted_at, before = now, count
    notes.print(f"{count:,} lines answered in {monotonic() - begun:.1f} s; the store is gone.")


async def _next(stream: AsyncIterator[list[Any]]) -> list[Any] | None:
    try:
        return await anext(stream, None)
    except Exception as error:
        if late.module("chassis.db").is_transient(error):
            raise LauncherError(f"The database went away ({type(error).__name__}).") from error
        raise


async def _claims(
    source: Lines, lines: Any, batch: int, turns: deque[list[Any]]
) -> AsyncIterator[list[Any]]:
    """Claims that can be decided on; ``turns`` keeps every line that must be answered, in order."""
    while read := await source.take(batch):
        asked = [lines.read(row) for row in read]
        turns.append(asked)
        yield [line.claim for line in asked if line.claim is not None]


def _answers(lines: Any, asked: list[Any], decided: Iterator[Any]) -> Iterator[bytes]:
    """Answers in the order of the lines, also to those that could not be read or decided on."""
    for line in asked:
        decision = None if line.claim is None else next(decided)
        yield lines.refused(line) if decision is None else lines.answer(line, decision)


def _write(answers: Iterable[bytes]) -> None:
    sys.stdout.buffer.write(b"".join(answer + b"\n" for answer in answers))
    sys.stdout.buffer.flush()

"""Archives of publishers that hold the synthetic facts of ten years, as their relays keep events.

Each event is the published example of its type with the ids, moments and codes of one fact. What is
sealed to another reader stays as the example has it: reporting opens nothing.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import orjson
from pydantic.alias_generators import to_camel
from tests.speed.reporting_facts import facts_of

from contracts import Event
from launcher.sandbox import Sandbox
from reporting.facts.rules.facts import NewFact
from reporting.facts.rules.recipes import FACT_RECIPES, KIND_OF

EXAMPLES = Path(__file__).resolve().parents[2] / "contracts/examples"
AT_ONCE = 20_000
COLUMNS = (
    "position",
    "event_id",
    "type",
    "routing_key",
    "partition_key",
    "correlation_id",
    "body",
    "recorded_at",
)
EVENT_OF = {kind: event_type for event_type, kind in KIND_OF.items()}

Row = tuple[Any, ...]


async def fill(sandbox: Sandbox, number: int) -> dict[str, int]:
    """Archive the events of so many facts at their publishers; how many each has."""
    archived: Counter[str] = Counter()
    waiting: defaultdict[str, list[Row]] = defaultdict(list)
    sequences: Counter[str] = Counter()
    for position, fact in enumerate(facts_of(number), 1):
        event_type = EVENT_OF[fact.kind]
        rows = waiting[event_type.publisher]
        rows.append(_row(position, fact, event_type, sequences))
        archived[event_type.publisher] += 1
        if len(rows) == AT_ONCE:
            await _archive(sandbox, event_type.publisher, rows)
            rows.clear()
    for publisher, rows in waiting.items():
        await _archive(sandbox, publisher, rows)
    return dict(archived)


async def _archive(sandbox: Sandbox, publisher: str, rows: list[Row]) -> None:
    conn = await asyncpg.connect(sandbox.database(publisher).owner_url)
    try:
        await conn.copy_records_to_table("bus_archive", records=rows, columns=COLUMNS)
        await conn.execute("ANALYZE bus_archive")
    finally:
        await conn.close()


def _row(position: int, fact: NewFact, event_type: type[Event], sequences: Counter[str]) -> Row:
    recipe, example = FACT_RECIPES[event_type], _example(event_type)
    told = {recipe.at: fact.occurred_at, recipe.subject: fact.subject_id}
    told |= {recipe.told: fact.told_at} if recipe.told else {}
    named = {name: value for name, value in fact.dims.items() if name in event_type.model_fields}
    if "branch" in event_type.model_fields and fact.branch:
        named["branch"] = fact.branch
    data = example["data"] | {to_camel(name): value for name, value in (named | told).items()}
    key = str(data[to_camel(event_type.key)])
    sequences[key] += 1
    body = orjson.dumps(
        example
        | {
            "id": fact.event_id,
            "subject": key,
            "partitionkey": key,
            "sequence": str(sequences[key]),
            "time": fact.recorded_at,
            "data": data,
        }
    )
    correlation = example["correlationid"]
    # archived today: a city keeps its archives for five years, and these facts are of ten
    wire = (event_type.type, event_type.routing_key, key, correlation, body, datetime.now(UTC))
    return (position, fact.event_id, *wire)


@cache
def _example(event_type: type[Event]) -> dict[str, Any]:
    text = (EXAMPLES / f"{event_type.routing_key}.json").read_text()
    example: dict[str, Any] = orjson.loads(text)
    return example

"""Rules of detection in tests: what one put in force ends with it."""

from typing import Any

import asyncpg
import pytest

from .databank import Databank


@pytest.fixture
async def tidy(databank: Databank) -> Any:
    """What a test put in force or in shadow ends with it, so that the next starts as the first."""
    yield
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    await conn.execute(
        "UPDATE detection_rule SET stage = 'ontwerp', valid_from = NULL, valid_to = NULL,"
        " shadow_from = NULL, shadow_to = NULL WHERE id = 'branch-move' AND version > 1"
    )
    await conn.execute(
        "UPDATE detection_rule SET stage = 'actief', valid_to = NULL,"
        " parameters = jsonb_strip_nulls(parameters)"
        " WHERE id = 'branch-move' AND version = 1"
    )
    await conn.close()

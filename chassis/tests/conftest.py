from collections.abc import AsyncIterator
from secrets import token_hex

import asyncpg
import pytest

from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox


@pytest.fixture(scope="session")
async def database_url(sandbox: Sandbox) -> AsyncIterator[str]:
    """A fresh database, as its all-powerful owner: tests here make tables and roles."""
    name = f"chassis_{token_hex(4)}"
    conn = await asyncpg.connect(sandbox.infra.superuser_dsn())
    await conn.execute(f"CREATE DATABASE {name}")
    yield sandbox.infra.superuser_dsn(name)
    await conn.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await conn.close()

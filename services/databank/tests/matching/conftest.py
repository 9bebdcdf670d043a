"""A database with a few connections, as one process of the service has."""

from collections.abc import AsyncIterator

import pytest

from chassis.db import Database
from chassis.settings import Settings


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value(), connections=4)
    yield database
    await database.close()

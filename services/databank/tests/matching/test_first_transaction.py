"""The model of a release stands though the transaction of its first claim is taken back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4
from weakref import WeakKeyDictionary, WeakValueDictionary

import pytest

from chassis.db import Database
from databank.matching import model_state
from databank.matching.model_state import current_state, with_unique_version
from databank.matching.store import models
from linkage.model import Model

from ..support.claims import NOW


class TakenBackError(Exception):
    """A transaction, or a part of one, does not happen after all."""


@pytest.fixture
async def release(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Model]:
    """A release with weights of its own, in a process that has seen no claim yet."""
    async with database.begin(NOW) as tx:
        before = (await current_state(tx)).model
    model = replace(Model.shipped(), new_at=0.05 + uuid4().int % 10**6 / 10**9)
    with monkeypatch.context() as patch:
        patch.setattr(Model, "shipped", lambda: model)
        patch.setattr(model_state, "_by_connection", WeakKeyDictionary())
        patch.setattr(model_state, "_by_store", WeakValueDictionary())
        yield with_unique_version(model)
    async with database.begin(NOW) as tx:
        await models.put_in_force(tx.conn, before.version, NOW, "agent-1", "proef voorbij")


async def is_in_force(database: Database, model: Model) -> bool:
    async with database.connection() as conn:
        now = await models.in_force(conn)
    return now is not None and now.version == model.version


async def test_a_release_decides_though_its_first_transaction_was_taken_back(
    database: Database, release: Model
) -> None:
    with pytest.raises(TakenBackError):
        async with database.begin(NOW) as tx:
            await current_state(tx)
            raise TakenBackError
    assert not await is_in_force(database, release)
    async with database.begin(NOW) as tx:
        assert (await current_state(tx)).model.version == release.version
    assert await is_in_force(database, release)


async def test_a_release_decides_though_its_first_message_was_taken_back(
    database: Database, release: Model
) -> None:
    """Alone, of several in one transaction."""
    async with database.begin(NOW) as tx:
        with pytest.raises(TakenBackError):
            async with tx.conn.transaction():
                await current_state(tx)
                raise TakenBackError
        await current_state(tx)
    assert await is_in_force(database, release)


async def test_a_release_is_looked_after_until_another_transaction_finds_it(
    database: Database, release: Model
) -> None:
    async with database.begin(NOW) as tx:
        first = await current_state(tx)
        await current_state(tx)
        assert not first.in_place, "it may still be taken back"
    async with database.begin(NOW) as tx:
        assert (await current_state(tx)).in_place
    assert await is_in_force(database, release)

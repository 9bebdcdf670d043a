"""A form that is sent twice counts once; an open page hears that there is news."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest

from chassis.db import Database
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.sse import POLL_SECONDS, ChangeStream

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str, owner: asyncpg.Connection) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


async def test_a_form_counts_once(database: Database) -> None:
    key = new_key()
    for first in (True, False, False):
        async with database.begin(NOW) as tx:
            assert await is_first(tx, key) is first


async def test_a_form_whose_work_failed_counts_when_it_is_sent_again(database: Database) -> None:
    key = new_key()
    with pytest.raises(RuntimeError):
        async with database.begin(NOW) as tx:
            assert await is_first(tx, key)
            raise RuntimeError
    async with database.begin(NOW) as tx:
        assert await is_first(tx, key)


async def test_a_form_that_is_refused_uses_no_key_though_nothing_was_read_before(
    database: Database,
) -> None:
    """The page that shows the refusal commits; the savepoint is there from its first statement."""
    key = new_key()
    async with database.begin(NOW) as tx:
        with pytest.raises(RuntimeError):
            async with tx.savepoint():
                assert await is_first(tx, key)
                raise RuntimeError
    async with database.begin(NOW) as tx, tx.savepoint():
        assert await is_first(tx, key)
    async with database.begin(NOW) as tx:
        assert not await is_first(tx, key)


async def test_of_two_twins_in_flight_one_waits_for_the_other(database: Database) -> None:
    key, went = new_key(), []

    async def send(name: str) -> None:
        async with database.begin(NOW) as tx:
            first = await is_first(tx, key)
            await asyncio.sleep(0.05)
            went.append((name, first))

    await asyncio.gather(send("one"), send("two"))
    assert sorted(first for _, first in went) == [False, True]


async def test_open_pages_hear_of_news_and_ask_the_database_together(
    database: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute("DROP TABLE IF EXISTS news; CREATE TABLE news (number int)")
    looks = begun = 0

    async def mark(conn: asyncpg.Connection) -> object:
        """On a database so busy that an answer comes when the next look is due."""
        nonlocal looks
        looks += 1
        await asyncio.sleep(2 * POLL_SECONDS)
        return await conn.fetchval("SELECT count(*) FROM news")

    watch = ChangeStream(mark)
    shown = await watch.state(database)

    async def first_message() -> str:
        nonlocal begun
        async for part in watch.stream(database, "nieuw", shown).body_iterator:
            if "event:" in str(part):
                return str(part)
            begun += 1
        return ""

    pages = [asyncio.create_task(first_message()) for _ in range(20)]
    async with asyncio.timeout(60):
        while begun < len(pages):  # noqa: ASYNC110  # who begins later has seen the news
            await asyncio.sleep(0.05)
    assert not any(page.done() for page in pages)
    await owner.execute("INSERT INTO news VALUES (1)")
    found = await asyncio.wait_for(asyncio.gather(*pages), 60)
    assert all("\nevent: nieuw\n" in part for part in found)
    assert looks < 20, "one question serves all pages"
    await owner.execute("DROP TABLE news")


async def test_a_page_hears_what_changed_before_it_listened_and_while_it_did_not(
    database: Database, owner: asyncpg.Connection
) -> None:
    """Between the page and its stream, and between two connections, by another process too."""
    await owner.execute("DROP TABLE IF EXISTS news; CREATE TABLE news (number int)")

    async def count(conn: asyncpg.Connection) -> object:
        return await conn.fetchval("SELECT count(*) FROM news")

    async def first_told(watch: ChangeStream, known: str) -> str:
        async with asyncio.timeout(30):
            async for part in watch.stream(database, "nieuw", known).body_iterator:
                if "event:" in str(part):
                    return str(part).split("id: ")[1].split("\n")[0]
        return ""

    shown = await ChangeStream(count).state(database)
    await owner.execute("INSERT INTO news VALUES (1)")
    last_told = await first_told(ChangeStream(count), shown)
    await owner.execute("INSERT INTO news VALUES (2)")
    again = await first_told(ChangeStream(count), last_told)
    assert len({shown, last_told, again}) == 3
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(4 * POLL_SECONDS):
            await first_told(ChangeStream(count), again)
    await owner.execute("DROP TABLE news")

"""Permissions of a client: its own queue and nothing else, and a refusal in words."""

from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import quote, urlsplit

import aiormq
import pytest
from aiormq.exceptions import ChannelAccessRefused
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.testing import CliRunner

from contracts.enforcement import PremisesClosed
from krachtlijn_client import Access, ClientError, Reader
from krachtlijn_client.command import app as command
from krachtlijn_client.login import log_in
from launcher.cli import app as launcher

from .support.reading import access
from .support.tutorial import Tutorial


@pytest.fixture
def allowed(tutorial: Tutorial, observer: None, tmp_path: Path) -> Access:
    return access(tutorial, tmp_path)


async def test_a_wrong_password_is_refused_in_words(allowed: Access) -> None:
    with pytest.raises(ClientError, match=r"does not let client\.kalenderbeeld in"):
        await log_in(replace(allowed, password="wrong"))


async def test_another_s_queue_is_refused_in_words(tutorial: Tutorial, allowed: Access) -> None:
    with tutorial.platform.management() as broker:
        path = f"/api/permissions/{tutorial.platform.vhost}/{allowed.queue}"
        nothing = {"configure": "", "write": "", "read": ""}
        before = broker.get(path).raise_for_status().json()
        broker.put(path, json=nothing).raise_for_status()
        try:
            with pytest.raises(ClientError, match=r"lets client\.kalenderbeeld in, but not read"):
                await log_in(allowed)
        finally:
            broker.put(path, json=before).raise_for_status()
    await log_in(allowed)


async def test_a_queue_that_is_not_there_is_said_in_words(
    tutorial: Tutorial, allowed: Access
) -> None:
    with tutorial.platform.management() as broker:
        path = f"/api/queues/{tutorial.platform.vhost}/{allowed.queue}"
        queue = broker.get(path).raise_for_status().json()
        broker.delete(path).raise_for_status()
        try:
            with pytest.raises(ClientError, match=r"has no queue client\.kalenderbeeld"):
                await log_in(allowed)
        finally:
            body = {"durable": True, "arguments": queue["arguments"]}
            broker.put(path, json=body).raise_for_status()
            for event in sorted(allowed.events, key=lambda event: event.type):
                where = f"/api/bindings/{tutorial.platform.vhost}/e/krachtlijn.events/q"
                bound = {"routing_key": event.routing_key}
                broker.post(f"{where}/{allowed.queue}", json=bound).raise_for_status()


async def test_it_reads_its_queue_and_does_nothing_else(allowed: Access) -> None:
    parts = urlsplit(allowed.broker)
    login = f"{quote(allowed.queue)}:{allowed.password}"
    connection = await aiormq.connect(f"amqp://{login}@{parts.netloc}/{allowed.vhost}")
    async with connection:
        for queue in ("client.sluitingen", "databank.0", "reporting.0", "databank.dead", "tap"):
            channel = await connection.channel()
            with pytest.raises(ChannelAccessRefused):
                await channel.basic_consume(queue, print)
        for exchange in ("krachtlijn.events", "krachtlijn.dead", "krachtlijn.control", ""):
            channel = await connection.channel(publisher_confirms=True)
            with pytest.raises(ChannelAccessRefused):
                await channel.basic_publish(b"", exchange=exchange, routing_key="databank.0")
        channel = await connection.channel()
        with pytest.raises(ChannelAccessRefused):
            await channel.queue_declare("client.mine")
        channel = await connection.channel()
        with pytest.raises(ChannelAccessRefused):
            await channel.queue_bind(allowed.queue, "krachtlijn.events", "#")
        channel = await connection.channel()
        with pytest.raises(ChannelAccessRefused):
            await channel.queue_purge("databank.0")


def test_an_event_that_was_not_asked_for_cannot_be_read(allowed: Access) -> None:
    with pytest.raises(ClientError, match=r"may not read enforcement\.premises-closed\.v1"):
        Reader(allowed).on(PremisesClosed)


def test_what_is_missing_is_named(
    allowed: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ClientError, match="cannot be read"):
        Access.load(tmp_path / "nowhere", allowed.broker, tmp_path / "inbox.db")
    with pytest.raises(ClientError, match="begins with amqps"):
        Access.load(allowed.authority.parent, "amqp://elsewhere/krachtlijn", tmp_path / "inbox.db")
    monkeypatch.delenv("KRACHTLIJN_CLIENT", raising=False)
    with pytest.raises(ClientError, match="KRACHTLIJN_CLIENT is not set"):
        Reader.from_environment()


BASE = "--controller Stad --actor jan --because 'a test' --purpose permits".replace(
    "'a test'", "test"
)
REFUSED = {
    "told for supervision, not for permits": ["--reads", "pandkalender.shift-declared.v1"],
    "There is no event": ["--reads", "databank.secrets.v1"],
}


@pytest.mark.parametrize("why", REFUSED)
def test_the_register_refuses_what_a_client_may_not_read(
    tutorial: Tutorial, why: str, tmp_path: Path
) -> None:
    words = ["client", "add", "other", *BASE.split(), "--secrets", str(tutorial.secrets)]
    done = CliRunner().invoke(launcher, [*words, *REFUSED[why]])
    assert done.exit_code != 0
    assert why in str(done.exception) + done.output
    assert not (tutorial.secrets / "client.other").exists()


def test_care_is_read_beside_nobody(tutorial: Tutorial) -> None:
    words = ["client", "add", "other", *BASE.replace("permits", "policy-statistics").split()]
    words += ["--secrets", str(tutorial.secrets), "--reads", "registry.aggregate-published.v1"]
    words += ["--reads", "enforcement.suitability-application-received.v1"]
    done = CliRunner().invoke(launcher, words)
    assert "Nobody reads events of care" in str(done.exception) + done.output


def test_a_client_that_is_taken_away_leaves_nothing(tutorial: Tutorial) -> None:
    add = tutorial.blocks("sh")[0].replace("sluitingen", "tijdelijk")
    tutorial.shell(add)
    assert "tijdelijk: Stad" in tutorial.shell('krachtlijn client list --secrets "$SECRETS"')
    tutorial.shell(
        "krachtlijn client remove tijdelijk --yes"
        ' --secrets "$SECRETS" --management-url "$MANAGEMENT"'
    )
    with tutorial.platform.management() as broker:
        for path in ("users", f"queues/{tutorial.platform.vhost}"):
            assert broker.get(f"/api/{path}/client.tijdelijk").status_code == 404
    assert not (tutorial.secrets / "client.tijdelijk").exists()
    assert "tijdelijk" not in tutorial.shell('krachtlijn client list --secrets "$SECRETS"')


def test_a_new_client_is_not_written_over_another(tmp_path: Path) -> None:
    where = ["--to", str(tmp_path / "here")]
    assert CliRunner().invoke(command, ["new", "here", *where]).exit_code == 0
    again = CliRunner().invoke(command, ["new", "here", *where])
    assert "is not empty" in str(again.exception) + again.output
    badly = CliRunner().invoke(command, ["new", "Not A Name"])
    assert "is no name of a client" in str(badly.exception) + badly.output


def test_it_drags_no_service_along() -> None:
    """What a release's wheel of it depends on, and all that these depend on."""
    waiting, seen = ["krachtlijn-client"], set[str]()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        for text in distribution(name).requires or []:
            needed = Requirement(text)
            extra = {"extra": "rabbit"} if name == "faststream" else {"extra": ""}
            if needed.marker is None or needed.marker.evaluate(extra):
                waiting.append(needed.name)
    assert {"contracts", "faststream", "aio-pika", "cryptography"} <= seen
    ours = {"chassis", "launcher", "databank", "pandkalender", "enforcement", "reporting"}
    assert not seen & {*ours, "fastapi", "sqlalchemy", "asyncpg", "uvicorn", "jinja2", "pillow"}

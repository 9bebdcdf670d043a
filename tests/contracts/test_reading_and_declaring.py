"""Who may take from which queue, and that nobody changes what the administrator declared."""

from collections.abc import Callable

import aiormq
import httpx
import pytest

from contracts import SERVICES, events_for
from launcher.sandbox import Sandbox

from .support.login import (
    PARTITIONS,
    Login,
    Step,
    bind_exchange,
    bind_queue,
    consume,
    declare_exchange,
    declare_queue,
    delete_exchange,
    delete_queue,
    get,
    publish,
    purge,
    unbind_exchange,
    unbind_queue,
)

LOGINS = [*SERVICES, "tap"]
READERS = [service for service in SERVICES if events_for(service)]
OWN = {
    reader: {*(f"{reader}.{part}" for part in range(PARTITIONS)), f"{reader}.control"}
    for reader in READERS
}
OWN |= {"tap": {"tap"}}
QUEUES = sorted(
    {"krachtlijn.unrouted"}.union(*OWN.values(), {f"{reader}.dead" for reader in READERS})
)
EXCHANGES = [
    *("krachtlijn.events", "krachtlijn.replay", "krachtlijn.dead", "krachtlijn.unrouted"),
    *("krachtlijn.control", "krachtlijn.answers"),
    *(f"{reader}.in" for reader in READERS),
]
BUILT_IN = ["amq.topic", "amq.rabbitmq.trace"]


@pytest.mark.parametrize("user", LOGINS)
@pytest.mark.parametrize("take", [get, consume, purge])
async def test_a_login_takes_only_from_the_queues_of_its_own_events(
    login: Login, take: Callable[[str], Step]
) -> None:
    may = await login.which({queue: take(queue) for queue in QUEUES})
    assert may == OWN.get(login.user, set())


@pytest.mark.parametrize("user", LOGINS)
async def test_no_login_binds_anything_to_anything(login: Login) -> None:
    steps: dict[tuple[str, str, str], Step] = {}
    for exchange in [*EXCHANGES, *BUILT_IN]:
        for queue in QUEUES:
            steps["bind", queue, exchange] = bind_queue(queue, exchange)
            steps["unbind", queue, exchange] = unbind_queue(queue, exchange)
        for destination in EXCHANGES:
            steps["bind", destination, exchange] = bind_exchange(destination, exchange)
            steps["unbind", destination, exchange] = unbind_exchange(destination, exchange)
    assert await login.which(steps) == set()


@pytest.mark.parametrize("user", LOGINS)
async def test_no_login_declares_or_deletes_a_queue(login: Login) -> None:
    names = ["", "mine", f"{login.user}.mine", f"{login.user}.{PARTITIONS}", *QUEUES]
    dead = {"x-dead-letter-exchange": "krachtlijn.events"}
    steps = {("declare", name): declare_queue(name) for name in names}
    steps |= {("declare to forward", name): declare_queue(name, **dead) for name in names}
    steps |= {("delete", queue): delete_queue(queue) for queue in QUEUES}
    assert await login.which(steps) == set()


@pytest.mark.parametrize("user", LOGINS)
async def test_no_login_declares_or_deletes_an_exchange(login: Login) -> None:
    steps = {
        (kind, name): declare_exchange(name, kind)
        for name in ["mine", f"{login.user}.mine", *EXCHANGES]
        for kind in ("topic", "fanout", "x-consistent-hash")
    }
    steps |= {("delete", exchange): delete_exchange(exchange) for exchange in EXCHANGES}
    assert await login.which(steps) == set()


@pytest.mark.parametrize("user", LOGINS)
async def test_an_answer_queue_of_the_broker_carries_nothing_between_services(
    login: Login,
) -> None:
    assert not await login.may(publish("", "amq.rabbitmq.reply-to"))


@pytest.mark.parametrize("user", LOGINS)
async def test_a_login_is_no_administrator_and_enters_no_other_virtual_host(
    walls: Sandbox, user: str
) -> None:
    password = walls.infra.credentials.broker[user]
    async with httpx.AsyncClient(
        base_url=walls.infra.management_url, auth=(user, password), trust_env=False
    ) as client:
        for path in ("/api/whoami", "/api/definitions", f"/api/queues/{walls.vhost}"):
            assert (await client.get(path)).status_code == 401, path
    with pytest.raises(aiormq.exceptions.AMQPError):
        await aiormq.connect(walls.infra.amqp_url(user, password, "/"))


def test_no_topic_exchange_forgets_a_login(walls: Sandbox) -> None:
    """A login without a topic permission may write every key, so each must have one for each."""
    with walls.management() as client:
        exchanges = client.get(f"/api/exchanges/{walls.vhost}").json()
        permissions = client.get(f"/api/vhosts/{walls.vhost}/permissions").json()
        topics = client.get("/api/topic-permissions").json()
    users = {permission["user"] for permission in permissions} - {walls.infra.admin_user}
    assert users == {*LOGINS, "operator"}
    held = {(t["user"], t["exchange"]) for t in topics if t["vhost"] == walls.vhost}
    ours = [e["name"] for e in exchanges if e["type"] == "topic" and e["name"].startswith("krach")]
    assert len(ours) == 4
    everybody = [*SERVICES, "tap", "operator"]
    assert {(user, exchange) for user in everybody for exchange in ours} - held == set()

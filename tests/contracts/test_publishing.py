"""Who may send what, where: every login, every routing key, every exchange, asked of the broker.

What should be allowed is worked out here from the contracts alone, and not from the topology.
"""

import pytest
from aiormq.exceptions import ChannelPreconditionFailed

from contracts import EVENTS, SERVICES, events_for, events_of

from .support.login import Login, publish

LOGINS = [*SERVICES, "tap"]
MADE_UP = [
    "",
    "#",
    "*",
    "*.shift-declared.v1",
    *(f"{service}.made-up.v1" for service in SERVICES),
    *(f"{service}.#" for service in SERVICES),
    *(f"{event.routing_key}.more" for event in EVENTS.values()),
    *(f"more.{event.routing_key}" for event in EVENTS.values()),
    *(event.routing_key.replace(".", "x") for event in EVENTS.values()),
    *(f"{event.routing_key}\n" for event in EVENTS.values()),
]
ELSEWHERE = [
    *("amq.topic", "amq.direct", "amq.fanout", "amq.headers", "amq.match"),
    *("krachtlijn.unrouted", "krachtlijn.control"),
    *(f"{service}.in" for service in SERVICES if events_for(service)),
]
QUEUES = [
    *(f"{service}.{part}" for service in SERVICES if events_for(service) for part in (0, 1)),
    *(f"{service}.dead" for service in SERVICES if events_for(service)),
    *(f"{service}.control" for service in SERVICES if events_for(service)),
    *("krachtlijn.unrouted", "tap"),
]


@pytest.mark.parametrize("user", LOGINS)
async def test_a_login_sends_the_events_of_its_own_contract_and_no_others(login: Login) -> None:
    own = {event.routing_key for event in EVENTS.values() if event.publisher == login.user}
    keys = [*(event.routing_key for event in EVENTS.values()), *MADE_UP]
    may = await login.which({key: publish("krachtlijn.events", key) for key in keys})
    assert may == own


@pytest.mark.parametrize("user", LOGINS)
async def test_a_replay_goes_only_from_a_publisher_to_a_reader_of_that_event(login: Login) -> None:
    asked, allowed = set(), set()
    for event in EVENTS.values():
        for reader in (*SERVICES, "tap"):
            key = f"{reader}.{event.routing_key}"
            asked.add(key)
            if event.publisher == login.user and reader in event.readers:
                allowed.add(key)
        asked.add(event.routing_key)
    may = await login.which({key: publish("krachtlijn.replay", key) for key in asked})
    assert may == allowed


@pytest.mark.parametrize("user", LOGINS)
async def test_a_reader_gives_up_a_message_on_its_own_name_only(login: Login) -> None:
    names = ["", "#", *LOGINS, *(f"{service}.dead" for service in SERVICES)]
    may = await login.which({name: publish("krachtlijn.dead", name) for name in names})
    assert may == ({login.user} if login.user in SERVICES and events_for(login.user) else set())


@pytest.mark.parametrize("user", LOGINS)
async def test_no_login_reaches_a_queue_around_the_exchange_of_events(login: Login) -> None:
    own = [event.routing_key for event in events_of(login.user)]
    steps = {("", queue): publish("", queue) for queue in QUEUES}
    for exchange in ELSEWHERE:
        steps |= {(exchange, key): publish(exchange, key) for key in ["key", *own[:1]]}
    assert await login.which(steps) == set()


@pytest.mark.parametrize("user", [service for service in SERVICES if events_of(service)])
@pytest.mark.parametrize("header", ["CC", "BCC"])
async def test_a_copy_to_a_foreign_key_is_refused_like_the_message_itself(
    login: Login, header: str
) -> None:
    (own, *_) = events_of(login.user)
    replay = f"{sorted(own.readers)[0]}.{own.routing_key}"
    steps = {
        key: publish("krachtlijn.events", own.routing_key, copies={header: [key]})
        for key in (event.routing_key for event in EVENTS.values())
    }
    for reader in SERVICES:
        key = f"{reader}.{own.routing_key}"
        steps[key] = publish("krachtlijn.replay", replay, copies={header: [key]})
        if events_for(login.user):
            steps[reader] = publish("krachtlijn.dead", login.user, copies={header: [reader]})
    allowed = {event.routing_key for event in events_of(login.user)}
    allowed |= {f"{reader}.{own.routing_key}" for reader in own.readers}
    allowed |= {login.user} if events_for(login.user) else set()
    assert await login.which(steps) == allowed


@pytest.mark.parametrize("user", [service for service in SERVICES if events_of(service)])
async def test_nobody_sends_under_a_borrowed_name(login: Login) -> None:
    (own, *_) = events_of(login.user)
    assert await login.may(publish("krachtlijn.events", own.routing_key, user_id=login.user))
    for other in {*LOGINS, "admin", "nobody"} - {login.user}:
        with pytest.raises(ChannelPreconditionFailed):
            await login.may(publish("krachtlijn.events", own.routing_key, user_id=other))

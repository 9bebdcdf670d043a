"""Commands to a service come from the operator's login alone, which sees and sends no event."""

from uuid import uuid4

import pytest

from contracts import EVENTS, SERVICES, events_for

from .support.login import (
    Login,
    Step,
    bind_exchange,
    bind_queue,
    consume,
    declare_queue,
    get,
    publish,
    purge,
)

READERS = [service for service in SERVICES if events_for(service)]
OTHERS = [*SERVICES, "tap"]
ID = str(uuid4())


@pytest.mark.parametrize("user", ["operator", *OTHERS])
async def test_only_the_operator_sends_commands(login: Login) -> None:
    may = await login.which({name: publish("krachtlijn.control", name) for name in READERS})
    assert may == (set(READERS) if login.user == "operator" else set())


@pytest.mark.parametrize("user", ["operator", *OTHERS])
async def test_a_service_answers_under_its_own_name_only(login: Login) -> None:
    keys = [f"{service}.{ID}" for service in SERVICES]
    keys += [f"{service}.{ID}.more" for service in SERVICES] + [*SERVICES, "", "#", ID]
    may = await login.which({key: publish("krachtlijn.answers", key) for key in keys})
    assert may == ({f"{login.user}.{ID}"} if login.user in READERS else set())


@pytest.mark.parametrize("user", ["operator"])
async def test_the_operator_sends_no_event_and_reads_no_queue(login: Login) -> None:
    steps: dict[tuple[str, str], Step] = {}
    for event in EVENTS.values():
        steps["send", event.routing_key] = publish("krachtlijn.events", event.routing_key)
        steps["replay", event.routing_key] = publish(
            "krachtlijn.replay", f"reporting.{event.routing_key}"
        )
    for service in READERS:
        steps["give up", service] = publish("krachtlijn.dead", service)
        for queue in (f"{service}.0", f"{service}.control", f"{service}.dead"):
            steps["around", queue] = publish("", queue)
            steps["get", queue] = get(queue)
            steps["consume", queue] = consume(queue)
            steps["purge", queue] = purge(queue)
            steps["declare", queue] = declare_queue(queue)
    steps["consume", "tap"] = consume("tap")
    assert await login.which(steps) == set()


@pytest.mark.parametrize("user", ["operator"])
async def test_the_operator_hears_answers_in_a_queue_of_its_own_and_nothing_else(
    login: Login,
) -> None:
    own = f"operator.{uuid4()}"
    assert await login.may(declare_queue(own))
    steps: dict[str, Step] = {
        exchange: bind_queue(own, exchange)
        for exchange in (
            *("krachtlijn.events", "krachtlijn.replay", "krachtlijn.dead", "krachtlijn.unrouted"),
            *("krachtlijn.control", "amq.topic", "amq.rabbitmq.trace"),
            *(f"{reader}.in" for reader in READERS),
        )
    }
    steps["all answers"] = bind_queue(own, "krachtlijn.answers")
    steps["events to answers"] = bind_exchange("krachtlijn.answers", "krachtlijn.events")
    for service in READERS:
        steps[f"answers to {service}"] = bind_queue(f"{service}.0", "krachtlijn.answers")
    steps |= {name: declare_queue(name) for name in ("mine", "operator", f"{own}.more")}
    assert await login.which(steps) == set()


@pytest.mark.parametrize("user", ["operator"])
async def test_the_operator_hears_the_answer_to_one_command(login: Login) -> None:
    own = f"operator.{uuid4()}"
    assert await login.may(declare_queue(own))
    channel = await login.connection.channel()
    await channel.queue_bind(own, "krachtlijn.answers", f"databank.{ID}")
    assert await login.may(consume(own))

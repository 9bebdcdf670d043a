"""The network fails between services and servers: it says so, says nothing, or forgets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from .support.city import City
from .support.instance import BROKER, DATABASE
from .support.wires import Wire

NOTICED = {BROKER: {"declarer": "broker", "noter": "consumers"}, DATABASE: {}}
"""What each toy says is away; of a database both say the same."""
TO_EACH = pytest.mark.parametrize("server", [BROKER, DATABASE])


class Network:
    """A wire from each toy to each server."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._wires: dict[str, list[Wire]] = {BROKER: [], DATABASE: []}

    @classmethod
    async def around(cls, city: City, stack: AsyncExitStack) -> "Network":
        network, infra = cls(city), city.sandbox.infra
        for toy in city.toys:
            for server, port in ((BROKER, infra.amqp_port), (DATABASE, infra.postgres_port)):
                wire = await stack.enter_async_context(Wire.to(port))
                toy.wires[server] = wire
                network._wires[server].append(wire)
        return network

    def to(self, *servers: str) -> list[Wire]:
        return [wire for server in servers for wire in self._wires[server]]

    async def cut(self, *servers: str) -> None:
        for wire in self.to(*servers):
            await wire.cut()

    def fall_silent(self, *servers: str) -> None:
        for wire in self.to(*servers):
            wire.fall_silent()

    def swallow_answers(self, *servers: str) -> None:
        for wire in self.to(*servers):
            wire.swallow_answers()

    def forget(self, *servers: str) -> None:
        for wire in self.to(*servers):
            wire.forget()

    def be_slow(self, seconds: float, *servers: str) -> None:
        for wire in self.to(*servers):
            wire.be_slow(seconds)

    async def mend(self) -> None:
        for wire in self.to(BROKER, DATABASE):
            await wire.mend()

    async def is_noticed(self, server: str) -> None:
        """Readiness tells the truth, in time."""
        for name, toy in (("declarer", self.city.declarer), ("noter", self.city.noter)):
            await toy.says_not(NOTICED[server].get(name, server))


@pytest.fixture
async def network(city: City) -> AsyncIterator[Network]:
    """A city at work, over wires."""
    async with AsyncExitStack() as stack:
        network = await Network.around(city, stack)
        await city.start()
        await city.works()
        yield network


async def goes_on(network: Network, server: str) -> None:
    """The trouble is over, and nobody has to help; without a broker owners noticed nothing."""
    await network.mend()
    await network.city.recovers()
    if server == BROKER:
        assert not network.city.refusals


@pytest.mark.long
@TO_EACH
async def test_nobody_hammers_at_what_is_away(network: Network, server: str) -> None:
    """Waits grow from a twentieth of a second to five, so ten seconds are about ten tries."""
    city = network.city
    async with city.owners():
        await network.cut(server)
        await network.is_noticed(server)
        toys = (city.declarer, city.noter)
        before = [await toy.retries() for toy in toys]
        await asyncio.sleep(10)
        after = [await toy.retries() for toy in toys]
        loops = 1 + city.sandbox.partitions  # the relay and a consumer for each partition
        for earlier, later in zip(before, after, strict=True):
            assert later - earlier < 12 * loops
        await goes_on(network, server)
    await city.noted_each_once_in_order()


@pytest.mark.long
@TO_EACH
async def test_the_network_is_cut(network: Network, server: str) -> None:
    async with network.city.owners():
        await asyncio.sleep(0.5)
        await network.cut(server)
        await network.is_noticed(server)
        accepted = len(network.city.accepted)
        await asyncio.sleep(2)
        if server == BROKER:
            assert len(network.city.accepted) > accepted, "owners can declare without a broker"
        await goes_on(network, server)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
@TO_EACH
async def test_the_network_is_cut_again_and_again(network: Network, server: str) -> None:
    async with network.city.owners():
        for _ in range(5):
            await asyncio.sleep(0.7)
            await network.cut(server)
            await network.mend()
        await goes_on(network, server)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
@TO_EACH
async def test_the_network_is_silent_for_a_moment(network: Network, server: str) -> None:
    """Too short for anybody to give up: what waited goes on."""
    async with network.city.owners():
        await asyncio.sleep(0.5)
        network.fall_silent(server)
        await asyncio.sleep(1.5)
        await goes_on(network, server)
    await network.city.noted_each_once_in_order()


@pytest.mark.parametrize(
    "server",
    [
        BROKER,
        pytest.param(
            DATABASE,
            marks=pytest.mark.night(
                "silence of the other server, which also stops and comes back",
                stays="tests/resilience/test_servers_away.py::test_the_database_stops_at_once_and_comes_back",
            ),
        ),
    ],
)
async def test_the_network_falls_silent_until_it_is_noticed(network: Network, server: str) -> None:
    async with network.city.owners():
        await asyncio.sleep(0.5)
        network.fall_silent(server)
        await network.is_noticed(server)
        accepted = len(network.city.accepted)
        await asyncio.sleep(2)
        if server == BROKER:
            assert len(network.city.accepted) > accepted, "owners can declare without a broker"
        await goes_on(network, server)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
async def test_the_network_is_silent_for_longer_than_anyone_waits(network: Network) -> None:
    async with network.city.owners():
        await asyncio.sleep(0.5)
        network.fall_silent(BROKER, DATABASE)
        await asyncio.sleep(45)
        await network.is_noticed(BROKER)
        await network.is_noticed(DATABASE)
        await goes_on(network, DATABASE)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
@TO_EACH
async def test_no_answer_comes_back(network: Network, server: str) -> None:
    """Messages and changes arrive, and nobody hears that they did: they must not count twice."""
    async with network.city.owners():
        await asyncio.sleep(0.5)
        network.swallow_answers(server)
        await network.is_noticed(server)
        await goes_on(network, server)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
@TO_EACH
async def test_the_network_forgets_every_connection(network: Network, server: str) -> None:
    """The server goes on waiting for clients that are gone, with all that it holds for them."""
    async with network.city.owners():
        await asyncio.sleep(0.5)
        network.swallow_answers(server)
        await asyncio.sleep(0.5)
        network.forget(server)
        await goes_on(network, server)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
async def test_the_network_is_slow(network: Network) -> None:
    async with network.city.owners():
        network.be_slow(0.2, BROKER, DATABASE)
        await asyncio.sleep(8)
        assert not network.city.refusals
        await goes_on(network, BROKER)
    await network.city.noted_each_once_in_order()


@pytest.mark.long
@TO_EACH
async def test_a_stop_does_not_wait_for_a_silent_network(network: Network, server: str) -> None:
    city = network.city
    async with city.owners():
        await asyncio.sleep(0.5)
        network.fall_silent(server)
        await asyncio.sleep(1)
        for toy in (city.noter, city.declarer):
            city.tally.stops.append(await toy.stop())
        await network.mend()
        await city.start()
        await city.recovers()
    await city.noted_each_once_in_order()

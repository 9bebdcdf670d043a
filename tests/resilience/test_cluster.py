"""Three nodes: any one may go, and all of them; what they took they have, in order."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from launcher.nursery import Nursery

from .conftest import PARTITIONS
from .support.city import City
from .support.cluster import Cluster
from .support.summary import Summary, tallied

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
async def cluster(pytestconfig: pytest.Config) -> AsyncIterator[Cluster]:
    cluster = await asyncio.to_thread(
        Cluster.open, Path(pytestconfig.rootpath), "resilience-cluster", PARTITIONS
    )
    yield cluster
    await asyncio.to_thread(cluster.close)


@pytest.fixture(scope="module")
async def whole_cluster_city(cluster: Cluster) -> AsyncIterator[City]:
    with Nursery(cluster.sandbox.infra.run) as nursery:
        city = City(cluster.sandbox, nursery, cluster.brokers, *cluster.servers)
        await city.begin()
        yield city
        city.close()


@pytest.fixture
async def city(
    whole_cluster_city: City, summary: Summary, request: pytest.FixtureRequest
) -> AsyncIterator[City]:
    async with tallied(whole_cluster_city, summary, request.node):
        await whole_cluster_city.start()
        await whole_cluster_city.works()
        yield whole_cluster_city


async def test_queues_are_kept_on_every_node(city: City, cluster: Cluster) -> None:
    assert await cluster.members("databank.0") == await cluster.members("databank.1") == 3
    await city.noted_each_once_in_order()


async def test_the_leader_of_the_queue_is_killed(city: City, cluster: Cluster) -> None:
    async with city.owners():
        for queue in ("databank.0", "databank.1"):
            await asyncio.sleep(1)
            leader = await cluster.leader(queue)
            await leader.kill()
            await city.recovers()
            await leader.start()
    assert not city.refusals
    await city.noted_each_once_in_order()


async def test_the_node_that_a_service_is_connected_to_is_killed(
    city: City, cluster: Cluster
) -> None:
    async with city.owners():
        for service in ("databank", "pandkalender"):
            await asyncio.sleep(1)
            node = await cluster.node_of(service)
            await node.kill()
            await city.recovers()
            await node.start()
    assert not city.refusals
    await city.noted_each_once_in_order()


async def test_the_leader_hangs(city: City, cluster: Cluster) -> None:
    async with city.owners():
        await asyncio.sleep(1)
        leader = await cluster.leader("databank.0")
        leader.freeze()
        await city.recovers()
        leader.thaw()
        await city.recovers()
    assert not city.refusals
    await city.noted_each_once_in_order()


async def test_a_node_is_cut_off_from_the_others(city: City, cluster: Cluster) -> None:
    async with city.owners():
        await asyncio.sleep(1)
        leader = await cluster.leader("databank.0")
        async with cluster.parted(leader):
            await asyncio.sleep(5)
            await city.recovers()
        await leader.start()
        await city.recovers()
    assert not city.refusals
    await city.noted_each_once_in_order()


async def test_all_nodes_go_down_and_come_back(city: City) -> None:
    async with city.owners():
        await asyncio.sleep(1)
        await asyncio.gather(*(node.kill() for node in city.nodes))
        await city.declarer.says_not("broker")
        await asyncio.gather(*(node.start() for node in city.nodes))
        await city.recovers()
    assert not city.refusals
    await city.noted_each_once_in_order()


async def test_nodes_are_killed_one_after_the_other(city: City) -> None:
    """As when a cluster gets its updates, only without asking."""
    async with city.owners():
        for node in city.nodes:
            await node.kill()
            await asyncio.sleep(2)
            await node.start()
        await city.recovers()
    assert not city.refusals
    await city.noted_each_once_in_order()

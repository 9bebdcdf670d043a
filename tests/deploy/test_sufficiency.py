"""What is needed is there: addresses, certificates, ways, passwords, and what the broker enables.

Other tests hold that what is written is right; these, that nothing is left out.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

import pytest

from contracts import SERVICES
from launcher.credentials.tree import broker_place, database_place, roles

from .support.manifests import OVERLAYS, ROOT, Manifest, Pod, of_kind, plugins_needed, pods
from .support.network import Network, Peer

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)
STRANGERS: dict[str, dict[str, str]] = {"kube-system": {}, "another": {}}
BY_THE_OPERATOR = {"rabbitmq_peer_discovery_k8s", "rabbitmq_prometheus", "rabbitmq_management"}
"""What RabbitMQ's cluster operator enables by itself (docs/deployed.md)."""
KINDS_OF_QUEUE = {"quorum", "classic", "stream"}
"""Of every RabbitMQ, without a plugin."""


def addresses(pod: Pod) -> Iterator[str]:
    """Every address inside the platform that one of its containers is told, filled in."""
    for container in pod.containers:
        values = {each["name"]: str(each.get("value", "")) for each in container.get("env", [])}
        values["NAMESPACE"] = pod.namespace
        told = " ".join([*map(str, container.get("args", [])), *values.values()])
        for name, value in values.items():
            told = told.replace(f"$({name})", value)
        yield from re.findall(r"[a-z]+://[^\s,]+\.krachtlijn-[a-z]+\.svc:\d+\S*", told)


def every_address(overlay: str) -> list[tuple[Pod, str]]:
    return [(pod, address) for pod in pods(overlay) for address in addresses(pod)]


def peer(host: str) -> Peer:
    name, namespace, _ = host.split(".")
    if name == "broker":
        return Peer(namespace, {"app.kubernetes.io/name": "broker"})
    return Peer(namespace, {"cnpg.io/cluster": name.removesuffix("-rw")})


def presented(overlay: str) -> set[str]:
    """The names inside the cluster that some server's certificate has."""
    return {
        name
        for each in of_kind(overlay, "Certificate")
        for name in each["spec"].get("dnsNames", [])
    }


def test_each_address_is_of_a_server_whose_certificate_has_that_name(overlay: str) -> None:
    found = every_address(overlay)
    assert {urlsplit(address).scheme for _, address in found} == {"postgresql", "amqps", "https"}
    names = presented(overlay)
    assert {urlsplit(address).hostname for _, address in found} - names == set()


def test_each_pod_reaches_every_address_that_it_is_told(overlay: str) -> None:
    network = Network(overlay, STRANGERS)
    for pod, address in every_address(overlay):
        parts = urlsplit(address)
        assert parts.hostname is not None
        assert parts.port is not None
        here = Peer(pod.namespace, pod.labels)
        assert network.reaches(here, peer(parts.hostname), parts.port), f"{pod.name} → {address}"


def mounted(pod: Pod) -> set[str]:
    """Every file of secrets in it, by its path in the tree."""
    paths = set()
    for container in pod.containers:
        where = {each["name"]: each["mountPath"] for each in container["volumeMounts"]}
        for volume in pod.spec["volumes"]:
            below = where.get(volume["name"], "").removeprefix("/run/secrets/krachtlijn")
            if volume["name"] not in where or below == where[volume["name"]]:
                continue
            for source in volume.get("projected", {}).get("sources", []):
                items = source.get("secret", {}).get("items")
                names = [each["path"] for each in items] if items else whole(source)
                paths |= {f"{below}/{name}".lstrip("/") for name in names}
    return paths


def whole(source: Manifest) -> list[str]:
    """What a secret holds that is mounted as it is: who compares has its five passwords."""
    name = source.get("secret", {}).get("name")
    return [f"{each}_password" for each in SERVICES] if name == "completeness" else []


def test_each_login_that_a_job_is_told_has_its_password_beside_it(overlay: str) -> None:
    """Of services the tree is another: a file of its own for each setting."""
    tried = 0
    for pod, address in every_address(overlay):
        if pod.labels["app.kubernetes.io/component"] == "service":
            continue
        parts = urlsplit(address)
        user = str(parts.username)
        place = broker_place(user) if parts.scheme == "https" else database_place(user)
        assert user in {*roles(), "admin", "postgres"}, address
        assert "/".join(place) in mounted(pod), f"{pod.name}: {user}"
        tried += 1
    assert tried >= 22


DEFINITIONS: Any = json.loads((ROOT / "deploy/rabbitmq/definitions.json").read_text())


def lacking(broker: Manifest, definitions: Any) -> list[str]:
    """What the topology needs and the cluster does not enable."""
    said = broker["spec"]["rabbitmq"]
    enabled = BY_THE_OPERATOR | {*said.get("additionalPlugins", ())}
    kinds = {each["arguments"].get("x-queue-type", "quorum") for each in definitions["queues"]}
    most = re.search(r"^max_message_size = (\d+)$", said["additionalConfig"], re.M)
    return [
        *sorted(plugins_needed() - enabled),
        *sorted(kinds - KINDS_OF_QUEUE),
        *([] if most and int(most[1]) >= 1024 * 1024 else ["max_message_size"]),
        *([] if broker["spec"]["replicas"] in (1, 3, 5) else ["a majority of nodes"]),
    ]


def test_the_cluster_enables_what_the_topology_needs(overlay: str) -> None:
    (broker,) = of_kind(overlay, "RabbitmqCluster")
    assert lacking(broker, DEFINITIONS) == []
    without = deepcopy(broker)
    del without["spec"]["rabbitmq"]["additionalPlugins"]
    assert lacking(without, DEFINITIONS) == ["rabbitmq_consistent_hash_exchange"]
    without["spec"]["rabbitmq"]["additionalConfig"] = "max_message_size = 65536\n"
    assert lacking(without, DEFINITIONS) == [
        "rabbitmq_consistent_hash_exchange",
        "max_message_size",
    ]

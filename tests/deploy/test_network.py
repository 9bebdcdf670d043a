"""Who reaches whom on the network, worked out from the policies as Kubernetes reads them."""

from collections.abc import Iterator

import pytest

from .support.manifests import OVERLAYS, pods, services
from .support.network import Network, Peer

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)

STRANGERS = {
    "kube-system": {"kubernetes.io/metadata.name": "kube-system"},
    "cnpg-system": {"kubernetes.io/metadata.name": "cnpg-system"},
    "monitoring": {"krachtlijn.be/role": "monitoring"},
    "login": {"krachtlijn.be/role": "issuer"},
    "another": {},
}
DNS = Peer("kube-system", {"k8s-app": "kube-dns"})
BROKER = Peer("krachtlijn-broker", {"app.kubernetes.io/name": "broker"})
PROXY = Peer("krachtlijn-gateway", {"gateway.networking.k8s.io/gateway-name": "krachtlijn"})
PROMETHEUS = Peer("monitoring", {})
KEYCLOAK = Peer("login", {})
STRANGER = Peer("another", {})
OPERATOR = Peer("cnpg-system", {"app.kubernetes.io/name": "cloudnative-pg"})
OPERATING = "krachtlijn-operating"
TYPING = "krachtlijn-operator"
AMQPS, MANAGEMENT, POSTGRESQL, HTTPS, METRICS, INTERNAL = 5671, 15671, 5432, 8443, 15691, 9000
WEB = 9090
"""Of Prometheus itself."""


def database(namespace: str) -> Peer:
    return Peer(namespace, {"cnpg.io/cluster": "database"})


def peers(overlay: str) -> dict[str, Peer]:
    return {pod.name: Peer(pod.namespace, pod.labels) for pod in pods(overlay)}


def of_services(overlay: str) -> Iterator[tuple[str, Peer]]:
    for pod in services(overlay):
        yield pod.labels["app.kubernetes.io/name"], Peer(pod.namespace, pod.labels)


def domains(overlay: str) -> set[str]:
    return {pod.namespace for pod in services(overlay)}


@pytest.fixture
def network(overlay: str) -> Network:
    return Network(overlay, STRANGERS)


def test_nothing_is_left_open(overlay: str, network: Network) -> None:
    """A pod that no rule names, of ours or anybody's, hears and reaches nothing but the DNS."""
    others = {"krachtlijn-broker", "krachtlijn-gateway", OPERATING, TYPING}
    for namespace in domains(overlay) | others:
        nobody = Peer(namespace, {})
        assert network.covered(nobody) == {"Ingress", "Egress"}
        assert not network.reaches(STRANGER, nobody, 80)
        assert not network.reaches(nobody, STRANGER, 443)
    for name, peer in peers(overlay).items():
        assert network.covered(peer) == {"Ingress", "Egress"}, name
        assert network.reaches(peer, DNS, 53), name


def test_no_service_reaches_another_service(overlay: str, network: Network) -> None:
    for here, source in of_services(overlay):
        for there, target in of_services(overlay):
            for port in (HTTPS, 443, 80, 8000):
                assert not network.reaches(source, target, port), f"{here} → {there}:{port}"


def test_a_service_reaches_the_broker_its_own_database_and_the_issuers(
    overlay: str, network: Network
) -> None:
    for name, service in of_services(overlay):
        assert network.reaches(service, BROKER, AMQPS), name
        assert network.reaches(service, KEYCLOAK, HTTPS), name
        reached = {
            each
            for each in domains(overlay)
            if network.reaches(service, database(each), POSTGRESQL)
        }
        assert reached == {service.namespace}, name


def test_a_service_reaches_nothing_else(overlay: str, network: Network) -> None:
    for name, service in of_services(overlay):
        for target in (BROKER, PROXY, PROMETHEUS, STRANGER, OPERATOR):
            for port in (80, 443, HTTPS, MANAGEMENT, METRICS, 4369, 25672, 6443):
                assert not network.reaches(service, target, port), name
        assert network.leaves(service) == [], name


def test_the_databank_alone_asks_prometheus_where_the_cluster_has_one(
    overlay: str, network: Network
) -> None:
    asking = {name for name, each in of_services(overlay) if network.reaches(each, PROMETHEUS, WEB)}
    assert asking == (set() if overlay == "small" else {"databank"})


def test_the_databank_alone_calls_whoever_is_on_duty_outside_the_cluster(
    overlay: str, network: Network
) -> None:
    """By the city's own addresses; on one machine nobody is called."""
    calling = {
        name
        for name, each in of_services(overlay)
        for _, port in network.addresses(each)
        if port in (465, 587)
    }
    assert calling == (set() if overlay == "small" else {"databank"})
    for name, each in of_services(overlay):
        blocks = {block for block, _ in network.addresses(each)}
        assert all(block.endswith("/32") for block in blocks), f"{name} reaches a whole network"


def test_only_gateway_and_prometheus_reach_a_service(overlay: str, network: Network) -> None:
    for name, service in of_services(overlay):
        assert network.reaches(PROXY, service, HTTPS), name
        assert network.reaches(PROMETHEUS, service, INTERNAL), name
        assert not network.reaches(PROMETHEUS, service, HTTPS), name
        assert not network.reaches(PROXY, service, INTERNAL), name
        assert not network.reaches(PROXY, service, POSTGRESQL), name
        for source in (STRANGER, BROKER, KEYCLOAK, OPERATOR, database(service.namespace)):
            assert not network.reaches(source, service, HTTPS), name
            assert not network.reaches(source, service, INTERNAL), name


def test_a_job_reaches_the_database_of_its_domain_alone(overlay: str, network: Network) -> None:
    for pod in pods(overlay):
        if (
            pod.labels["app.kubernetes.io/component"] != "job"
            or pod.namespace == "krachtlijn-broker"
        ):
            continue
        job = Peer(pod.namespace, pod.labels)
        reached = {
            each for each in domains(overlay) if network.reaches(job, database(each), POSTGRESQL)
        }
        assert reached == {pod.namespace}, pod.name
        assert not network.reaches(job, BROKER, AMQPS), pod.name
        assert not network.reaches(job, BROKER, MANAGEMENT), pod.name
        for service, target in of_services(overlay):
            assert not network.reaches(job, target, HTTPS), f"{pod.name} → {service}"


def test_two_pods_alone_reach_the_databases_of_all_domains(overlay: str, network: Network) -> None:
    """Who compares ids, and an operator who works."""
    reaching = {
        name
        for name, peer in peers(overlay).items()
        if all(network.reaches(peer, database(each), POSTGRESQL) for each in domains(overlay))
    }
    assert reaching == {f"Deployment {OPERATING}/completeness", f"Deployment {TYPING}/operator"}


def test_an_operator_reaches_databases_and_broker_and_nothing_else(
    overlay: str, network: Network
) -> None:
    operator = peers(overlay)[f"Deployment {TYPING}/operator"]
    assert network.reaches(operator, BROKER, MANAGEMENT)
    assert network.reaches(operator, BROKER, AMQPS)
    assert not network.reaches(operator, BROKER, METRICS)
    assert network.leaves(operator) == []
    assert network.addresses(operator) == set()
    for domain in domains(overlay):
        assert not network.reaches(operator, database(domain), 8000), domain
        restored = Peer(domain, {"cnpg.io/cluster": "database-restored"})
        assert not network.reaches(operator, restored, POSTGRESQL), domain
    for target in (PROXY, KEYCLOAK, STRANGER, OPERATOR, PROMETHEUS):
        for port in (80, 443, HTTPS, WEB, 6443):
            assert not network.reaches(operator, target, port), target
    for name, service in of_services(overlay):
        for port in (HTTPS, INTERNAL):
            assert not network.reaches(operator, service, port), name
    pretenders = [
        Peer(TYPING, {}),
        Peer("another", operator.labels),
        Peer(OPERATING, operator.labels),
        *(Peer(domain, operator.labels) for domain in domains(overlay)),
    ]
    for other in pretenders:
        assert not network.reaches(other, BROKER, MANAGEMENT), other
        for domain in domains(overlay):
            assert not network.reaches(other, database(domain), POSTGRESQL), other
    for other in [*peers(overlay).values(), STRANGER, PROMETHEUS, KEYCLOAK]:
        for port in (22, 80, 443, HTTPS, INTERNAL):
            assert not network.reaches(other, operator, port), other


def test_whoever_stands_beside_who_compares_reaches_none(overlay: str, network: Network) -> None:
    """Or looks like it elsewhere."""
    comparer = peers(overlay)[f"Deployment {OPERATING}/completeness"]
    others = [
        Peer(OPERATING, {}),
        Peer(OPERATING, {"app.kubernetes.io/component": "job"}),
        Peer("another", comparer.labels),
        *(Peer(domain, comparer.labels) for domain in domains(overlay)),
    ]
    for domain in domains(overlay):
        assert network.reaches(comparer, database(domain), POSTGRESQL), domain
        assert not network.reaches(comparer, database(domain), 8000), domain
        assert not network.reaches(database(domain), comparer, INTERNAL), domain
        restored = Peer(domain, {"cnpg.io/cluster": "database-restored"})
        assert not network.reaches(comparer, restored, POSTGRESQL), domain
        for other in others:
            assert not network.reaches(other, database(domain), POSTGRESQL), f"{other} → {domain}"
    assert network.leaves(comparer) == []
    for target in (BROKER, PROXY, KEYCLOAK, STRANGER, OPERATOR):
        for port in (80, 443, HTTPS, AMQPS, MANAGEMENT, 6443):
            assert not network.reaches(comparer, target, port), target
    for name, service in of_services(overlay):
        assert not network.reaches(comparer, service, HTTPS), name
        assert not network.reaches(comparer, service, INTERNAL), name
        assert not network.reaches(service, comparer, INTERNAL), name
    assert network.reaches(PROMETHEUS, comparer, INTERNAL)
    assert not network.reaches(STRANGER, comparer, INTERNAL)


def test_only_the_topology_and_an_operator_manage_the_broker(
    overlay: str, network: Network
) -> None:
    managing = {
        name for name, peer in peers(overlay).items() if network.reaches(peer, BROKER, MANAGEMENT)
    }
    assert managing == {"Job krachtlijn-broker/topology", f"Deployment {TYPING}/operator"}
    assert not network.reaches(PROXY, BROKER, MANAGEMENT)
    assert not network.reaches(PROXY, BROKER, AMQPS)
    assert network.reaches(PROMETHEUS, BROKER, METRICS)
    assert network.reaches(BROKER, BROKER, 25672)


def test_databases_of_two_domains_never_meet(overlay: str, network: Network) -> None:
    for here in domains(overlay):
        assert network.reaches(OPERATOR, database(here), 8000)
        assert not network.reaches(STRANGER, database(here), POSTGRESQL)
        assert not network.reaches(PROXY, database(here), POSTGRESQL)
        for there in domains(overlay):
            meeting = network.reaches(database(here), database(there), POSTGRESQL)
            assert meeting == (here == there)


def test_a_database_brought_back_stands_where_the_other_does(
    overlay: str, network: Network
) -> None:
    """And no service speaks to it before somebody says so."""
    for domain in domains(overlay):
        restored = Peer(domain, {"cnpg.io/cluster": "database-restored"})
        assert network.reaches(OPERATOR, restored, 8000)
        assert network.reaches(
            Peer(domain, {"app.kubernetes.io/component": "job"}), restored, POSTGRESQL
        )
        assert not network.reaches(STRANGER, restored, POSTGRESQL)
        for name, service in of_services(overlay):
            assert not network.reaches(service, restored, POSTGRESQL), name


KUBERNETES_API = [{"ports": [{"port": 443}, {"port": 6443}]}]


def test_only_where_addresses_are_unknown_something_speaks_to_just_any(
    overlay: str, network: Network
) -> None:
    """On one machine those of the Kubernetes API are not known beforehand: the database, which
    asks it who leads, and the broker, which asks it for its peers, reach its ports anywhere."""
    anywhere = KUBERNETES_API if overlay == "small" else []
    for domain in domains(overlay):
        assert network.leaves(database(domain)) == anywhere
    assert network.leaves(BROKER) == anywhere

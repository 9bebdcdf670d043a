"""Instances, partitions, settings and addresses of one overlay agree with each other."""

import importlib
import json
from typing import Any

import pytest
import yaml
from pydantic_settings import BaseSettings

from chassis.settings import Settings
from contracts import SERVICES

from .support.manifests import (
    KUBERNETES,
    OVERLAYS,
    ROOT,
    of_kind,
    pods,
    render,
    services,
    variables,
)

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)
HEARS_NOTHING = {"registry"}
FOR_THE_PROCESS = {"KRACHTLIJN_SECRETS", "KRACHTLIJN_PUBLIC", "KRACHTLIJN_HOST", "KRACHTLIJN_PORT"}
"""Folders in which settings lie, and where the process listens."""


def settings_of(overlay: str, service: str) -> dict[str, str]:
    pod = next(pod for pod in services(overlay) if pod.labels["app.kubernetes.io/name"] == service)
    return variables(pod.spec["containers"][0])


def most_instances(overlay: str, service: str) -> int:
    for scaled in of_kind(overlay, "ScaledObject"):
        if scaled["spec"]["scaleTargetRef"]["name"] == service:
            return int(scaled["spec"]["maxReplicaCount"])
    workload = next(
        each for each in of_kind(overlay, "StatefulSet") if each["metadata"]["name"] == service
    )
    return int(workload["spec"]["replicas"])


@pytest.mark.parametrize("service", SERVICES)
def test_an_instance_knows_how_many_there_are_and_has_a_partition(
    overlay: str, service: str
) -> None:
    settings = settings_of(overlay, service)
    instances = int(settings["KRACHTLIJN_INSTANCES"])
    assert instances == most_instances(overlay, service)
    assert int(settings["KRACHTLIJN_PARTITIONS"]) >= instances
    assert settings["KRACHTLIJN_INSTANCE"] == ""  # the pod's index


def test_everybody_and_the_topology_count_the_same_partitions(overlay: str) -> None:
    counts = {settings_of(overlay, service)["KRACHTLIJN_PARTITIONS"] for service in SERVICES}
    topology = next(pod for pod in pods(overlay) if pod.name.endswith("/topology"))
    counts.add(variables(topology.spec["containers"][0])["KRACHTLIJN_PARTITIONS"])
    assert len(counts) == 1


def test_who_is_scaled_has_no_number_of_its_own(overlay: str) -> None:
    scaled = {each["spec"]["scaleTargetRef"]["name"] for each in of_kind(overlay, "ScaledObject")}
    assert scaled == (set(SERVICES) - HEARS_NOTHING if overlay == "production-keda" else set())
    for workload in of_kind(overlay, "StatefulSet"):
        assert ("replicas" in workload["spec"]) != (workload["metadata"]["name"] in scaled)


@pytest.mark.parametrize("service", SERVICES)
def test_every_setting_is_one_that_the_service_knows(overlay: str, service: str) -> None:
    known = {f"KRACHTLIJN_{name.upper()}" for name in Settings.model_fields}
    for kind in own_settings(service):
        prefix = str(kind.model_config["env_prefix"])
        known |= {f"{prefix}{name.upper()}" for name in kind.model_fields}
    given = {name for name in settings_of(overlay, service) if name.startswith("KRACHTLIJN_")}
    assert given - known - FOR_THE_PROCESS == set()


def own_settings(service: str) -> list[type[BaseSettings]]:
    try:
        module: Any = importlib.import_module(f"{service}.settings")
    except ModuleNotFoundError:
        return []
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, BaseSettings) and each is not BaseSettings
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_browsers_find_a_service_at_the_address_that_it_knows_of_itself(
    overlay: str, service: str
) -> None:
    listeners = {each["name"]: each for each in of_kind(overlay, "Gateway")[0]["spec"]["listeners"]}
    route = next(
        each for each in of_kind(overlay, "HTTPRoute") if each["metadata"]["name"] == service
    )
    host = route["spec"]["hostnames"][0]
    assert listeners[service]["hostname"] == host
    assert listeners[service]["protocol"] == "HTTPS"
    assert settings_of(overlay, service)["KRACHTLIJN_PUBLIC_URL"] == f"https://{host}"
    domain = next(
        each["metadata"]["labels"]["krachtlijn.be/trust-domain"]
        for each in of_kind(overlay, "Namespace")
        if each["metadata"]["name"] == route["metadata"]["namespace"]
    )
    selector = listeners[service]["allowedRoutes"]["namespaces"]["selector"]
    assert selector == {"matchLabels": {"krachtlijn.be/trust-domain": domain}}


def test_a_workers_card_leads_to_the_calendar(overlay: str) -> None:
    calendar = settings_of(overlay, "pandkalender")["KRACHTLIJN_PUBLIC_URL"]
    worker = settings_of(overlay, "databank")["KRACHTLIJN_DATABANK_WORKER_URL"]
    assert worker == f"{calendar}/mijn"


def test_the_gateway_checks_the_certificate_that_the_service_has(overlay: str) -> None:
    certificates = {
        (each["metadata"]["namespace"], each["metadata"]["name"]): each["spec"].get("dnsNames", [])
        for each in of_kind(overlay, "Certificate")
    }
    for policy in of_kind(overlay, "BackendTLSPolicy"):
        place = policy["metadata"]["namespace"], policy["spec"]["targetRefs"][0]["name"]
        assert policy["spec"]["validation"]["hostname"] in certificates[place]
    for domain in {pod.namespace for pod in services(overlay)}:
        assert f"database-rw.{domain}.svc" in certificates[domain, "database-server"]
    assert "broker.krachtlijn-broker.svc" in certificates["krachtlijn-broker", "broker"]


def test_metrics_and_health_are_not_for_the_outside(overlay: str) -> None:
    """They are on a port of their own, that no Service and so no route leads to."""
    for pod in services(overlay):
        named = {port["name"]: port["containerPort"] for port in pod.spec["containers"][0]["ports"]}
        assert named == {"https": 8443, "internal": 9000}
    for service in of_kind(overlay, "Service"):
        if service["metadata"]["name"] in SERVICES:
            assert {port["targetPort"] for port in service["spec"]["ports"]} == {"https"}


def test_only_the_gateway_can_be_reached_from_outside(overlay: str) -> None:
    for service in of_kind(overlay, "Service"):
        assert service["spec"].get("type", "ClusterIP") == "ClusterIP"
    assert not {"Ingress", "TCPRoute", "TLSRoute"} & {each["kind"] for each in render(overlay)}


def test_production_has_three_of_what_keeps_and_two_of_what_serves(overlay: str) -> None:
    broker = of_kind(overlay, "RabbitmqCluster")[0]["spec"]
    clusters = [each["spec"] for each in of_kind(overlay, "Cluster")]
    if overlay == "small":
        assert broker["replicas"] == 1
        assert {each["instances"] for each in clusters} == {1}
        assert not any("plugins" in each for each in clusters)
        return
    assert broker["replicas"] == 3
    assert all(each["instances"] == 3 for each in clusters)
    assert all(
        each["postgresql"]["synchronous"]["dataDurability"] == "required" for each in clusters
    )
    assert all(each["plugins"][0]["isWALArchiver"] for each in clusters)
    assert len(of_kind(overlay, "ScheduledBackup")) == len(clusters) == 4
    places = [
        each["spec"]["configuration"]["destinationPath"] for each in of_kind(overlay, "ObjectStore")
    ]
    assert len(set(places)) == 4
    assert all(most_instances(overlay, service) >= 2 for service in SERVICES)


def test_secrets_are_in_no_manifest(overlay: str) -> None:
    assert of_kind(overlay, "Secret") == []
    assert "password:" not in json.dumps(render(overlay)).lower()


STAY_ELSEWHERE = {"krachtlijn-backup", "krachtlijn-certificates"}
"""Containers of compose; in a cluster a backup is a job, and kube-state-metrics tells of it, as
cert-manager does of certificates."""
BY_THEIR_OPERATOR = "krachtlijn-postgresql"
"""Databases, of which CloudNativePG shows what it measures, in plain; one host has no operator."""


def test_prometheus_names_what_it_reads_as_the_alarms_do(overlay: str) -> None:
    """With the jobs of ``deploy/prometheus/prometheus.yml``, and each service by its name."""
    configured = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text())
    jobs = {each["job_name"] for each in configured["scrape_configs"]} - STAY_ELSEWHERE
    monitors = of_kind(overlay, "PodMonitor")
    if overlay == "small":
        assert monitors == []
        return
    labels = [
        {each["targetLabel"]: each["replacement"] for each in endpoint["relabelings"]}
        for monitor in monitors
        for endpoint in monitor["spec"]["podMetricsEndpoints"]
    ]
    assert {each["job"] for each in labels} == jobs | {BY_THEIR_OPERATOR}
    assert {each["service"] for each in labels if each["job"] == "krachtlijn"} == set(SERVICES)


def test_prometheus_knows_a_service_by_its_certificate(overlay: str) -> None:
    names = {
        name
        for each in of_kind(overlay, "Certificate")
        for name in each["spec"].get("dnsNames", [])
    }
    for monitor in of_kind(overlay, "PodMonitor"):
        for endpoint in monitor["spec"]["podMetricsEndpoints"]:
            jobs = {each["replacement"] for each in endpoint["relabelings"]}
            assert jobs == {BY_THEIR_OPERATOR} or endpoint["tlsConfig"]["serverName"] in names


def test_a_database_that_comes_back_has_its_names_in_the_certificate_that_it_shows(
    overlay: str,
) -> None:
    """Whoever backs it up, or restores from it, knows a server by its name alone."""
    (restored,) = yaml.safe_load_all(
        (KUBERNETES / "examples" / "point-in-time-recovery.yaml").read_text()
    )
    names = {
        each["metadata"]["namespace"]: set(each["spec"]["dnsNames"])
        for each in of_kind(overlay, "Certificate")
        if each["metadata"]["name"] == restored["spec"]["certificates"]["serverTLSSecret"]
    }
    assert len(names) == 4
    for namespace, known in names.items():
        for cluster in ("database", restored["metadata"]["name"]):
            assert {f"{cluster}-{kind}.{namespace}.svc" for kind in ("rw", "r", "ro")} <= known

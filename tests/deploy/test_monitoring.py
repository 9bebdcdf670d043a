"""A cluster is watched by the same alarms as one host, and what they ask for is read there."""

from typing import Any

import pytest
import yaml

from .support.manifests import OVERLAYS, ROOT, of_kind, pods
from .support.network import Network, Peer, selects

ALERTS = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())
WATCHED = ("production", "production-keda")
PROMETHEUS = Peer("monitoring", {})
METRICS_OF_POSTGRESQL = 9187


def said(rules: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Groups with their alarms; kustomize breaks lines of expressions in another way."""
    return [
        (
            group["name"],
            [each | {"expr": " ".join(each["expr"].split())} for each in group["rules"]],
        )
        for group in rules["groups"]
    ]


def monitors(overlay: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (each["metadata"]["namespace"], each["metadata"]["name"]): each["spec"]
        for each in of_kind(overlay, "PodMonitor")
    }


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_cluster_has_every_alarm_as_it_is_tested(overlay: str) -> None:
    """Small ones are for trying it, and need no operator of Prometheus."""
    rules = of_kind(overlay, "PrometheusRule")
    if overlay not in WATCHED:
        assert rules == []
        return
    (rule,) = rules
    assert said(rule["spec"]) == said(ALERTS), "deploy/kubernetes/alarms.sh writes them anew"


@pytest.mark.parametrize("overlay", WATCHED)
def test_every_database_is_read_and_may_be(overlay: str) -> None:
    """`ServerAway` asks whether one of its servers is up (`cnpg_collector_up`)."""
    strangers = {"monitoring": {"krachtlijn.be/role": "monitoring"}}
    network = Network(overlay, strangers)
    clusters = of_kind(overlay, "Cluster")
    assert len(clusters) == 4
    for cluster in clusters:
        namespace, name = cluster["metadata"]["namespace"], cluster["metadata"]["name"]
        spec = monitors(overlay)[namespace, name]
        labels = {"cnpg.io/cluster": name}
        assert selects(spec["selector"], labels), namespace
        assert [each["port"] for each in spec["podMetricsEndpoints"]] == ["metrics"], namespace
        assert network.reaches(PROMETHEUS, Peer(namespace, labels), METRICS_OF_POSTGRESQL)


@pytest.mark.parametrize("overlay", WATCHED)
def test_every_pod_that_shows_metrics_of_ours_is_read(overlay: str) -> None:
    """Jobs have none: a cluster says itself when one last succeeded."""
    found = monitors(overlay)
    for pod in pods(overlay):
        shown = [
            port["name"]
            for container in pod.containers
            for port in container.get("ports", [])
            if port["name"] in ("internal", "metrics")
        ]
        if shown:
            reading = [
                spec
                for (namespace, _), spec in found.items()
                if namespace == pod.namespace
                and selects(spec["selector"], pod.labels)
                and {each["port"] for each in spec["podMetricsEndpoints"]} == set(shown)
            ]
            assert len(reading) == 1, pod.name

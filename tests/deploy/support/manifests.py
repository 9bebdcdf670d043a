"""What an overlay of ``deploy/kubernetes`` renders to, object by object."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
KUBERNETES = ROOT / "deploy" / "kubernetes"
OVERLAYS = ("small", "production", "production-keda")
OLDEST_KUSTOMIZE = 5
Manifest = dict[str, Any]


def why_not() -> str | None:
    """Why nothing can be rendered here, in a sentence; None when it can."""
    try:
        done = subprocess.run(
            ["kubectl", "version", "--client", "--output", "json"], capture_output=True, check=True
        )
    except FileNotFoundError:
        return "kubectl is missing: 'apt-get install kubernetes-client' as root"
    version = json.loads(done.stdout).get("kustomizeVersion", "v2").lstrip("v")
    if int(version.partition(".")[0]) < OLDEST_KUSTOMIZE:
        return f"this kubectl renders with kustomize {version}; 5 or newer (Debian 13) is needed"
    return None


@cache
def render(overlay: str) -> tuple[Manifest, ...]:
    done = subprocess.run(
        ["kubectl", "kustomize", str(KUBERNETES / "overlays" / overlay)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return tuple(yaml.safe_load_all(done.stdout))


def of_kind(overlay: str, kind: str) -> list[Manifest]:
    return [manifest for manifest in render(overlay) if manifest["kind"] == kind]


def label(manifest: Manifest) -> str:
    """``StatefulSet krachtlijn-politie/databank``."""
    metadata = manifest["metadata"]
    return f"{manifest['kind']} {metadata.get('namespace', '')}/{metadata['name']}"


@dataclass(frozen=True)
class Pod:
    """What one of our workloads starts."""

    workload: Manifest
    template: Manifest

    @property
    def name(self) -> str:
        return label(self.workload)

    @property
    def namespace(self) -> str:
        return str(self.workload["metadata"]["namespace"])

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.template["metadata"]["labels"])

    @property
    def spec(self) -> dict[str, Any]:
        return dict(self.template["spec"])

    @property
    def containers(self) -> list[dict[str, Any]]:
        return [*self.spec.get("initContainers", []), *self.spec["containers"]]

    @property
    def secrets(self) -> set[str]:
        """The secrets that come with it, as files or in variables."""
        volumes = [source for volume in self.spec.get("volumes", []) for source in _sources(volume)]
        variables = [
            entry["valueFrom"]["secretKeyRef"]["name"]
            for container in self.containers
            for entry in container.get("env", [])
            if "secretKeyRef" in entry.get("valueFrom", {})
        ]
        wholesale = [
            source["secretRef"]["name"]
            for container in self.containers
            for source in container.get("envFrom", [])
            if "secretRef" in source
        ]
        return {*volumes, *variables, *wholesale}


def _sources(volume: dict[str, Any]) -> Iterator[str]:
    if "secret" in volume:
        yield volume["secret"]["secretName"]
    for source in volume.get("projected", {}).get("sources", []):
        if "secret" in source:
            yield source["secret"]["name"]


def pods(overlay: str) -> list[Pod]:
    """Of StatefulSets, Jobs and CronJobs; operators start their own."""
    found = [
        Pod(manifest, manifest["spec"]["template"])
        for kind in ("StatefulSet", "Deployment", "DaemonSet", "Job")
        for manifest in of_kind(overlay, kind)
    ]
    timed = [
        Pod(manifest, manifest["spec"]["jobTemplate"]["spec"]["template"])
        for manifest in of_kind(overlay, "CronJob")
    ]
    return [*found, *timed]


def services(overlay: str) -> list[Pod]:
    return [pod for pod in pods(overlay) if pod.labels["app.kubernetes.io/component"] == "service"]


def variables(container: dict[str, Any]) -> dict[str, str]:
    """Plain values by name; what Kubernetes fills in is an empty text."""
    return {entry["name"]: entry.get("value", "") for entry in container.get("env", [])}


def plugins_needed() -> set[str]:
    """Of the broker, for the kinds of exchange in the topology and for what watches it."""
    definitions = json.loads((ROOT / "deploy/rabbitmq/definitions.json").read_text())
    of_kind = {"topic": None, "fanout": None, "direct": None, "headers": None,
               "x-consistent-hash": "rabbitmq_consistent_hash_exchange"}  # fmt: skip
    kinds = {of_kind[each["type"]] for each in definitions["exchanges"]} - {None}
    return {*filter(None, kinds), "rabbitmq_prometheus", "rabbitmq_management"}

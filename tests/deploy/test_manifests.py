"""Every object is one that the cluster, or the operator that it is for, understands."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml
from kubernetes_validate import utils as definitions

from chassis.addresses import on_this_machine

from .support.manifests import KUBERNETES, OVERLAYS, ROOT, label, render

NEWEST, OLDEST = "1.37", "1.32"
"""Of Kubernetes: the pod's index is a label for good, and preStop may sleep, since 1.32."""
OURS = {path.stem: yaml.safe_load(path.read_text()) for path in KUBERNETES.glob("schemas/*.yaml")}
"""Of two kinds that no package types: made by hand, and held by ``test_operators.py``."""
THEIRS = {path.stem: json.loads(path.read_text()) for path in KUBERNETES.glob("schemas/*.json")}
"""Written by ``deploy/lint/schemas.mjs`` from what the operators' own definitions say."""
SCHEMAS = OURS | THEIRS
EXAMPLES = sorted((KUBERNETES / "examples").glob("*.yaml"))


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """All of Kubernetes' definitions, read once and not for each object anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(definitions, "schema_contents", cache(definitions.schema_contents))
        yield


def of_kubernetes(kind: str, spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What operators' objects hold of Kubernetes' own, each in an object that Kubernetes knows."""
    if kind not in ("Cluster", "RabbitmqCluster"):
        return
    # The affinity of a Cluster is the operator's own, and holds tolerations.
    placed = spec if kind == "RabbitmqCluster" else spec.get("affinity", {})
    known = ("affinity", "nodeSelector", "tolerations")
    container = {"name": "judged", "resources": spec.get("resources", {})}
    yield {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "judged"},
        "spec": {
            "containers": [container],
            **{name: placed[name] for name in known if name in placed},
        },
    }
    if written := spec.get("override", {}).get("statefulSet"):
        added = {"serviceName": "judged", "selector": {}}  # by the operator
        yield {
            "apiVersion": "apps/v1",
            "kind": "StatefulSet",
            "metadata": {"name": "judged", **written.get("metadata", {})},
            "spec": added | written["spec"],
        }


def check(manifest: dict[str, Any], version: str) -> str | None:
    """What is wrong with it; None when nothing is."""
    group = manifest["apiVersion"].rpartition("/")[0]
    schema = SCHEMAS.get(f"{group}-{manifest['kind']}")
    try:
        if schema is None:
            kubernetes_validate.validate(manifest, version, strict=True)
        else:
            jsonschema.validate(manifest["spec"], schema, jsonschema.Draft202012Validator)
            for part in of_kubernetes(manifest["kind"], manifest["spec"]):
                kubernetes_validate.validate(part, version, strict=True)
    except kubernetes_validate.SchemaNotFoundError:
        return f"{label(manifest)}: nobody knows {manifest['apiVersion']} {manifest['kind']}"
    except jsonschema.ValidationError as error:
        return f"{label(manifest)}: {error.json_path}: {error.message[:200]}"
    return None


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_every_object_fits_its_definition(version: str) -> None:
    different = {json.dumps(each): each for overlay in OVERLAYS for each in render(overlay)}
    assert [wrong for each in different.values() if (wrong := check(each, version))] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples_fit_their_definitions(example: Path) -> None:
    manifests = list(yaml.safe_load_all(example.read_text()))
    assert [wrong for manifest in manifests if (wrong := check(manifest, NEWEST))] == []


def test_a_misspelt_field_is_found() -> None:
    cluster = next(each for each in render("production") if each["kind"] == "RabbitmqCluster")
    wrong = {**cluster, "spec": {**cluster["spec"], "replica": 3}}
    assert "replica" in str(check(wrong, NEWEST))
    service = next(each for each in render("production") if each["kind"] == "Service")
    wrong = {**service, "spec": {**service["spec"], "selectors": {}}}
    assert "selectors" in str(check(wrong, NEWEST))


@pytest.mark.parametrize(
    ("place", "misspelt"),
    [
        ("affinity.podAntiAffinity", "requiredDuringScheduling"),
        ("override.statefulSet.spec.template.spec", "securitycontext"),
        ("override.statefulSet.spec.template.spec.containers.0", "securitycontext"),
    ],
)
def test_a_misspelt_field_of_kubernetes_in_the_broker_is_found(place: str, misspelt: str) -> None:
    broker = next(each for each in render("production") if each["kind"] == "RabbitmqCluster")
    wrong = deepcopy(broker)
    inside = wrong["spec"]
    for name in place.split("."):
        inside = inside[int(name) if name.isdecimal() else name]
    inside[misspelt] = {}
    assert misspelt in str(check(wrong, NEWEST))


def test_every_schema_names_its_source_and_is_used() -> None:
    kinds = {
        f"{each['apiVersion'].rpartition('/')[0]}-{each['kind']}"
        for overlay in OVERLAYS
        for each in render(overlay)
    }
    assert set(SCHEMAS) - kinds == set()
    assert all("github.com/" in schema["$comment"] for schema in SCHEMAS.values())
    assert set(OURS) == {"barmancloud.cnpg.io-ObjectStore", "rabbitmq.com-RabbitmqCluster"}
    pinned = json.loads((ROOT / "deploy/lint/package.json").read_text())["dependencies"]
    said = {
        name: re.findall(r"npm (\S+) (\S+)", each["$comment"])[0] for name, each in THEIRS.items()
    }
    assert {name: pinned[package] for name, (package, _) in said.items()} == {
        name: version for name, (_, version) in said.items()
    }


def test_where_each_schema_is_from_stands_in_the_document_of_what_was_read() -> None:
    document = (ROOT / "docs/deployed.md").read_text()
    assert set(re.findall(r"^\| `(\S+)` \| npm ", document, re.M)) == {
        name.rpartition("-")[0] + "/" + name.rpartition("-")[2] for name in THEIRS
    }


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("Cluster", "bootstrap.initdb"),
        ("Certificate", "privateKey"),
        ("SecretStore", "provider.vault.auth.kubernetes"),
        ("ScaledObject", "triggers.0"),
        ("Gateway", "listeners.0"),
    ],
)
def test_a_misspelt_field_deep_in_an_operators_object_is_found(kind: str, place: str) -> None:
    wrong = deepcopy(next(each for each in render("production-keda") if each["kind"] == kind))
    inside = wrong["spec"]
    for name in place.split("."):
        inside = inside[int(name) if name.isdecimal() else name]
    inside["misspelt"] = "x"
    assert "misspelt" in str(check(wrong, NEWEST))


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_nothing_is_left_to_fill_in(overlay: str) -> None:
    text = yaml.safe_dump_all(render(overlay))
    left = [
        line
        for line in text.splitlines()
        if any(
            word in line
            for word in ("SERVICE.", "SERVICE-", ": SERVICE", "DOMAIN", "krachtlijn.example")
        )
        and "name: SERVICE" not in line
    ]
    assert left == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_cluster_has_no_login_that_lets_everybody_in(overlay: str) -> None:
    """A service that is told of one does not start where its address is a real one."""
    shown = json.dumps(render(overlay))
    assert "KRACHTLIJN_LOGIN" not in shown
    assert not re.search(r'"image": "[^"]*/login[:@]', shown)
    addresses = re.findall(r'"KRACHTLIJN_PUBLIC_URL", "value": "https://([^"/:]+)', shown)
    assert len(addresses) >= 5
    assert {on_this_machine(address) for address in addresses} == {overlay == "small"}


def test_the_authority_keeps_its_key_when_it_is_renewed() -> None:
    """Else what it signed before is unknown: the bundle has its newest certificate alone."""
    (authority,) = (
        each
        for each in render("production")
        if each["kind"] == "Certificate" and each["spec"].get("isCA")
    )
    assert authority["spec"]["privateKey"]["rotationPolicy"] == "Never"
    sources = {
        json.dumps(each["spec"]["sources"])
        for each in render("production")
        if each["kind"] == "Bundle"
    }
    assert sources == {'[{"secret": {"key": "ca.crt", "name": "krachtlijn-ca"}}]'}


def test_every_folder_is_reached_by_an_overlay() -> None:
    """No base or component that nobody renders."""
    named = {
        (path.parent / entry).resolve()
        for path in KUBERNETES.rglob("kustomization.yaml")
        for key in ("resources", "components")
        for entry in yaml.safe_load(path.read_text()).get(key, [])
    }
    folders = {path.parent for path in KUBERNETES.rglob("kustomization.yaml")}
    overlays = {KUBERNETES / "overlays" / name for name in OVERLAYS}
    assert {str(folder.relative_to(ROOT)) for folder in folders - named - overlays} == set()

"""Judge: the files of RabbitMQ's own cluster operator; the facts are in ``operators.yaml``.

No package brings its custom resource definition, so each field that we set, and each that our own
schema of it would let pass, is held against what was read there. That an operator takes the object
in a cluster is not shown.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .support.manifests import KUBERNETES, OVERLAYS, ROOT, render


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


FACTS = read(ROOT / "tests/outside/operators.yaml")["RabbitmqCluster"]
OURS = read(KUBERNETES / "schemas/rabbitmq.com-RabbitmqCluster.yaml")
IS_A = {"integer": int, "string": str, "boolean": bool, "array": list}


def leaves(spec: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each field by its dotted path, down to what is Kubernetes' own."""
    for name, value in spec.items():
        path = f"{above}{name}"
        if isinstance(value, dict) and path not in FACTS["kubernetes"]:
            yield from leaves(value, f"{path}.")
        else:
            yield path, value


def unknown(spec: dict[str, Any]) -> list[str]:
    """Fields that the operator has not, or has of another type."""
    return [
        path
        for path, value in leaves(spec)
        if path not in FACTS["kubernetes"]
        and type(value) is not IS_A.get(FACTS["fields"].get(path, ""))
    ]


def schema_leaves(schema: dict[str, Any], above: str = "") -> Iterator[str]:
    for name, inside in schema["properties"].items():
        path = f"{above}{name}"
        if "$ref" in inside:
            inside = OURS["$defs"][inside["$ref"].rpartition("/")[2]]
        if "properties" in inside and path not in FACTS["kubernetes"]:
            yield from schema_leaves(inside, f"{path}.")
        else:
            yield path


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_operator_has_each_field_that_a_cluster_sets(overlay: str) -> None:
    (broker,) = (each for each in render(overlay) if each["kind"] == "RabbitmqCluster")
    assert broker["apiVersion"] == FACTS["version"]
    assert unknown(broker["spec"]) == []
    assert broker["spec"]["replicas"] in FACTS["nodes"]
    for path, most in FACTS["at_most"].items():
        assert len(dict(leaves(broker["spec"])).get(path, "")) <= most


def test_our_own_schema_lets_no_field_pass_that_the_operator_has_not() -> None:
    assert set(schema_leaves(OURS)) <= {*FACTS["fields"], *FACTS["kubernetes"]}


def test_a_misspelt_field_and_one_of_another_type_are_refused() -> None:
    """The judge above is one that can say no."""
    assert unknown({"tls": {"secret": "broker-tls"}}) == ["tls.secret"]
    assert unknown({"replicas": "3"}) == ["replicas"]
    assert unknown({"tls": {"disableNonTLSListeners": 1}}) == ["tls.disableNonTLSListeners"]

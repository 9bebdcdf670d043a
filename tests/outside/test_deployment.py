"""Judges: the schema of the Compose Specification, as PyPI ``check-jsonschema`` brings it;
Prometheus and Alertmanager themselves, by what options they know; and the official images' own
files, of which ``images.yaml`` keeps the facts.

Kubernetes' own definitions judge manifests in ``tests/deploy`` (PyPI ``kubernetes-validate``).
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from launcher import programs

from .conftest import installed

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))[
    "services"
]
IMAGES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "images.yaml").read_text(encoding="utf-8")
)


def judged(file: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).parent / "check-jsonschema"
    command = [tool, "--builtin-schema", "vendor.compose-spec", file]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_composition_fits_the_specification(tmp_path: Path) -> None:
    """As Compose reads it: it puts what variables stand for in place before it looks."""
    read = tmp_path / "docker-compose.yml"
    read.write_text(re.sub(r"\$\{\w+:-([^}$]*)\}", r"\1", COMPOSE.read_text()))
    done = judged(read)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_specification_refuses_a_misspelt_key(tmp_path: Path) -> None:
    """The judge above is one that can say no."""
    file = tmp_path / "docker-compose.yml"
    file.write_text(
        COMPOSE.read_text(encoding="utf-8").replace("read_only: true", "readonly: true")
    )
    assert "readonly" in judged(file).stdout


@pytest.mark.parametrize(
    ("service", "program", "command"),
    [
        ("prometheus", programs.PROMETHEUS, "prometheus"),
        ("alertmanager", programs.ALERTMANAGER, "prometheus-alertmanager"),
    ],
)
def test_a_program_of_the_images_version_knows_every_option(
    service: str, program: programs.Program, command: str
) -> None:
    installed(program)
    found = shutil.which(command) or shutil.which(service)
    assert found, f"{program.package} has no {command}"
    version = subprocess.run([found, "--version"], capture_output=True, text=True)
    named = SERVICES[service]["image"].rpartition(":v")[2]
    said = re.search(r"version (\d+\.\d+)", version.stdout + version.stderr)
    assert said and named.startswith(f"{said[1]}."), "another minor version than the image's"
    help_text = subprocess.run([found, "--help"], capture_output=True, text=True)
    known = set(re.findall(r"--([a-z][\w.-]+)", help_text.stdout + help_text.stderr))
    used = {part.removeprefix("--").partition("=")[0] for part in SERVICES[service]["command"]}
    assert used <= known


@pytest.mark.parametrize(
    ("service", "image"), [("broker", "rabbitmq"), ("database", "postgres"), ("proxy", "caddy")]
)
def test_a_container_gives_its_image_only_what_it_reads(service: str, image: str) -> None:
    container, facts = SERVICES[service], IMAGES[image]
    assert container["image"].startswith(f"{image}:")
    set_here = {
        name for name in container["environment"] if not name.startswith("KRACHTLIJN_")
    }  # ours are for the Caddyfile, which names them
    assert set_here <= set(facts["environment"])
    if "user" in facts:
        assert container["user"] == facts["user"]
    if "capability" in facts:
        assert container["cap_add"] == [facts["capability"]]
    mounts = {each.split(":")[1] for each in container["volumes"]}
    if "data" in facts:
        assert facts["data"] in mounts
    if "socket" in facts:
        assert any(each.startswith(f"{facts['socket']}:") for each in container["tmpfs"])
    for place in mounts:
        if place.startswith("/etc/") and not place.startswith("/etc/krachtlijn/"):
            assert place.startswith(f"{facts['settings']}/")


def test_our_settings_of_the_broker_are_read_after_the_images_own() -> None:
    """RabbitMQ reads ``conf.d`` by name; the image's first file lets its guest in from anywhere."""
    (ours,) = (
        each.split(":")[1].rpartition("/")[2]
        for each in SERVICES["broker"]["volumes"]
        if "/conf.d/" in each
    )
    assert all(name < ours for name in IMAGES["rabbitmq"]["own_settings"])


def test_the_caddyfile_names_each_setting_that_is_for_it() -> None:
    text = (ROOT / "deploy" / "compose" / "Caddyfile").read_text(encoding="utf-8")
    for name in SERVICES["proxy"]["environment"]:
        if name.startswith("KRACHTLIJN_"):
            assert f"{{${name}" in text, name


def test_a_cluster_runs_the_broker_as_its_image_does() -> None:
    manifests = yaml.safe_load_all(
        (ROOT / "deploy/kubernetes/base/broker/cluster.yaml").read_text(encoding="utf-8")
    )
    (cluster,) = (each for each in manifests if each["kind"] == "RabbitmqCluster")
    pod = cluster["spec"]["override"]["statefulSet"]["spec"]["template"]["spec"]
    account = pod["securityContext"]
    assert f"{account['runAsUser']}:{account['runAsGroup']}" == IMAGES["rabbitmq"]["user"]

"""What comes from others: pinned, listed, and under a licence that is allowed."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from contracts import SERVICES

from .support.manifests import KUBERNETES, ROOT

SUPPLY_CHAIN = ROOT / "deploy" / "supply_chain"
DIGEST = f"sha256:{'0123456789abcdef' * 4}"


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SUPPLY_CHAIN / script, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The list of parts by image."""
    folder = tmp_path_factory.mktemp("sbom")
    done = run("sbom.py", str(folder))
    assert done.returncode == 0, done.stderr
    return {path.name.partition(".")[0]: json.loads(path.read_text()) for path in folder.iterdir()}


def test_every_image_has_a_list_of_its_parts(parts: dict[str, dict[str, Any]]) -> None:
    assert set(parts) == {*SERVICES, "operations", "login", "simulator"}
    for document in parts.values():
        assert document["bomFormat"] == "CycloneDX"
        refs = [part["bom-ref"] for part in document["components"]]
        assert len(refs) == len(set(refs))
        known = {*refs, document["metadata"]["component"]["bom-ref"]}
        assert {entry["ref"] for entry in document["dependencies"]} <= known


def test_what_is_downloaded_has_a_digest(parts: dict[str, dict[str, Any]]) -> None:
    for image, document in parts.items():
        for part in document["components"]:
            if part.get("purl", "").startswith("pkg:pypi/"):
                digests = [each["hashes"][0]["content"] for each in part["externalReferences"]]
                assert all(len(digest) == 64 for digest in digests), f"{image}: {part['name']}"


def test_services_ship_their_pages_and_neither_tests_nor_issuer(
    parts: dict[str, dict[str, Any]],
) -> None:
    dev = {
        re.split(r"[<>=\[]", each)[0]
        for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["dev"]
    } - {"jsonschema", "pillow", "xlsxwriter"}  # of libraries that services use
    for service in SERVICES:
        names = {part["name"] for part in parts[service]["components"]}
        assert {"asyncpg", "aio-pika", "chassis", "govuk-frontend"} <= names
        assert names & (dev | {"oidc-provider-mock", "launcher", "simulator"}) == set()
        assert names & set(SERVICES) <= {service}
    names = {part["name"] for part in parts["operations"]["components"]}
    assert "oidc-provider-mock" not in names


def test_the_same_commit_has_the_same_lists(
    parts: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    assert run("sbom.py", str(tmp_path)).returncode == 0
    for image, document in parts.items():
        assert json.loads((tmp_path / f"{image}.cdx.json").read_text()) == document


def test_a_licence_that_is_not_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SUPPLY_CHAIN)
    import licences

    assert licences.allowed("MIT")
    assert licences.allowed("MPL-2.0 AND (Apache-2.0 OR MIT)")
    for refused in ("", "UNKNOWN", "GPL-3.0-only", "MIT OR AGPL-3.0-only", "Proprietary"):
        assert not licences.allowed(refused), refused


def test_the_licences_are_those_of_the_lock_files() -> None:
    done = run("licences.py", "--check")
    assert done.returncode == 0, done.stdout


def test_one_version_of_uv_makes_environments_and_images() -> None:
    pinned = re.search(r"^uv==([\d.]+) ", (ROOT / "deploy" / "uv.txt").read_text(), re.M)
    assert pinned is not None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["uv"]["build-constraint-dependencies"] == [f"uv-build=={pinned[1]}"]
    assert "--require-hashes" in (ROOT / "deploy" / "bootstrap.sh").read_text()
    image = ROOT / "Dockerfile"
    if image.exists() and (said := re.search(r"UV_VERSION=([\d.]+)", image.read_text())):
        assert said[1] == pinned[1]


def test_what_the_pages_are_built_of_is_locked() -> None:
    assets = ROOT / "deploy" / "assets"
    wanted = json.loads((assets / "package.json").read_text())["dependencies"]
    lock = json.loads((assets / "package-lock.json").read_text())["packages"]
    assert lock[""]["dependencies"] == wanted
    for name, version in wanted.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in package for place, package in lock.items() if place)
    assert not any("resolved" in package for package in lock.values())  # from any registry


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The files that ``pin.sh`` changes, and a registry that always says the same."""
    root = tmp_path / "tree"
    (root / "deploy").mkdir(parents=True)
    shutil.copytree(KUBERNETES, root / "deploy" / "kubernetes")
    for place in ("pyproject.toml", "docker-compose.yml", "deploy/pin.sh"):
        if (ROOT / place).exists():
            shutil.copy(ROOT / place, root / place)
    subprocess.run(["git", "init", "--quiet", root], check=True)
    subprocess.run(["git", "-C", root, "add", "--all"], check=True)
    skopeo = tmp_path / "bin" / "skopeo"
    skopeo.parent.mkdir()
    skopeo.write_text(f"#!/bin/sh\necho {DIGEST}\n")
    skopeo.chmod(0o755)
    return root


def pin(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [root / "deploy" / "pin.sh", *arguments],
        env={"PATH": f"{root.parent / 'bin'}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def images(root: Path, overlay: str) -> set[str]:
    done = subprocess.run(
        ["kubectl", "kustomize", str(root / "deploy" / "kubernetes" / "overlays" / overlay)],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r"(?:image|imageName): (\S+)", done.stdout))


def test_digests_are_written_beside_the_tags(copied: Path) -> None:
    before = images(copied, "production")
    assert pin(copied, "--own").returncode == 0
    assert images(copied, "production") == {f"{image}@{DIGEST}" for image in before}
    assert pin(copied, "--own").returncode == 0  # once more changes nothing
    assert images(copied, "production") == {f"{image}@{DIGEST}" for image in before}


def test_a_registry_that_does_not_answer_leaves_the_files_as_they_are(copied: Path) -> None:
    before = images(copied, "production")
    (copied.parent / "bin" / "skopeo").write_text("#!/bin/sh\nexit 1\n")
    done = pin(copied)
    assert done.returncode == 1
    assert "cannot be looked up" in done.stderr
    assert images(copied, "production") == before

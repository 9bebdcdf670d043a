"""Scripts and image files say nothing that a linter would warn of."""

import subprocess
import sys
from pathlib import Path

import pytest

from .support.manifests import ROOT

PROGRAMS = Path(sys.executable).parent


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


def test_scripts_are_sound() -> None:
    scripts = tracked("*.sh", ".ci/run", ".ci/nightly")
    assert len(scripts) >= 4
    done = subprocess.run(
        [PROGRAMS / "shellcheck", "--severity=warning", "--external-sources", *scripts],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Dockerfile", "Containerfile"])
def test_images_are_built_soundly(name: str) -> None:
    files = tracked(name, f"*/{name}")
    if not files:
        pytest.skip(f"no {name} in the tree")
    done = subprocess.run(
        [
            PROGRAMS / "hadolint",
            "--no-color",
            "--config",
            ROOT / "deploy/lint/hadolint.yaml",
            *files,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout

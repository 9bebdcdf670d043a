"""A platform whose servers are elsewhere: nothing is known of it but addresses and secrets.

Its servers speak TLS and nothing else. The command is installed as an operator would, from wheels,
without a checkout, without the login of an evaluation, and into an environment of its own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.bring_up import take_down
from launcher.command_nursery import CommandNursery
from launcher.infra import Infrastructure
from launcher.leftovers import sweep_checkout
from launcher.rundir import RunDir

from .support.operator import ENVIRONMENT, Operator

PACKAGES = ("launcher", "pandkalender", "databank")
OURS = (*PACKAGES, "contracts", "chassis", "linkage")


@pytest.fixture(scope="session")
def installed(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the installed programs."""
    root, venv = Path(pytestconfig.rootpath), tmp_path_factory.mktemp("installed") / "venv"
    own = root / ".run" / "tools" / "uv" / "bin" / "uv"
    uv = str(own) if own.exists() else shutil.which("uv")
    assert uv, "uv is missing: make bootstrap"
    wanted = [part for name in PACKAGES for part in ("--package", name)]
    # Without this uv takes what it built of another state of the tree.
    wanted += [part for name in OURS for part in ("--reinstall-package", name)]
    subprocess.run(
        [uv, "sync", "-q", "--frozen", "--no-editable", "--no-dev", *wanted],
        cwd=root,
        env={
            **os.environ,
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_PYTHON": sys.executable,
            "UV_PROJECT_ENVIRONMENT": str(venv),
        },
        check=True,
    )
    return venv / "bin"


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Infrastructure]:
    root = tmp_path_factory.mktemp("servers")
    yield Infrastructure.ensure(root, "test", tls=True)
    for run in RunDir.all(root):
        take_down(run)
        run.wipe()
    sweep_checkout(root)


@pytest.fixture(scope="session")
def operator(
    installed: Path, servers: Infrastructure, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Operator]:
    """Their commands are those of the environment where the wheels were installed."""
    folder = tmp_path_factory.mktemp("empty")
    with CommandNursery(installed / "python", ENVIRONMENT, folder) as commands:
        yield Operator(installed, folder, servers, commands)


@pytest.fixture(scope="session")
def platform(operator: Operator) -> Operator:
    """Topology, databases and tables, set up by commands alone."""
    operator.done("topology", "apply", *operator.broker)
    operator.done("databases", "create", *operator.database)
    for service in ("pandkalender", "databank"):
        operator.done("migrate", service, *operator.database)
    return operator

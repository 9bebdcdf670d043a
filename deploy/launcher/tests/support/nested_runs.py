"""Runs of pytest within a test, of a small project and the plugins that it is about."""

import os
from pathlib import Path
from subprocess import CompletedProcess, run
from sys import executable


def play(
    project: Path, *options: str, plugins: tuple[str, ...], workers: int = 0, **environ: str
) -> "CompletedProcess[str]":
    """The run, which loads no others: those installed here cost it five times its own work."""
    command = [
        *(executable, "-m", "pytest", "-p", "no:cacheprovider"),
        *(word for plugin in ("xdist.plugin", *plugins) for word in ("-p", plugin)),
        *(("-n", str(workers)) if workers else ()),
        *options,
    ]
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} | environ
    environment.pop("PYTEST_ADDOPTS", None)
    return run(command, cwd=project, capture_output=True, text=True, check=False, env=environment)

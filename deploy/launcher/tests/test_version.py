"""Which release is at work, as an image or a checkout says it."""

import tomllib
from pathlib import Path

from typer.testing import CliRunner

from launcher.cli import app

ROOT = Path(__file__).parents[3]


def test_the_command_says_its_release_and_does_nothing_else() -> None:
    release = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.output) == (0, f"krachtlijn {release}\n")

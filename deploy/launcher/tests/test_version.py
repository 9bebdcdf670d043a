"""Which release is at work, as an image or a checkout says it."""

import re
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from launcher.cli import app

ROOT = Path(__file__).parents[3]


def test_the_command_says_its_release_and_code_and_does_nothing_else() -> None:
    release = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    done = CliRunner().invoke(app, ["--version"])
    assert done.exit_code == 0
    assert re.fullmatch(rf"krachtlijn {re.escape(release)}\+[0-9a-f]{{12}}\n", done.output)

"""The checkout that this command works in, where it was installed from one."""

from pathlib import Path
from typing import Annotated

import typer

from launcher.errors import LauncherError

Root = Annotated[Path | None, typer.Option(hidden=True, help="The checkout to work in.")]


def root_of(given: Path | None) -> Path:
    """The checkout that somebody named, else the one that this file lies in."""
    if given is not None:
        return given
    for folder in Path(__file__).resolve().parents:
        if (folder / "deploy" / "launcher" / "pyproject.toml").exists():
            return folder
    raise LauncherError(
        "This works on what runs in a checkout, and the command was installed without one. For a "
        "platform elsewhere say where its servers are (--database-url, --management-url) and its "
        "secrets (--secrets DIR), with a command that takes them."
    )

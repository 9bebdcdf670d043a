"""The command `krachtlijn`, read as it is typed."""

from typing import Any

import typer

from launcher.cli import app


def parsed(arguments: list[str]) -> Any:
    """The innermost command, with its arguments read but not run; raises a usage error."""
    command: Any = typer.main.get_command(app)
    context = command.make_context("krachtlijn", ["--help"], resilient_parsing=True)
    while hasattr(command, "get_command"):
        name, *arguments = arguments
        command = command.get_command(context, name)
        assert command is not None, f"there is no command {name}"
    return command.make_context(command.name, list(arguments), parent=context)

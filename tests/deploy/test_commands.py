"""What jobs run is a command that there is, with the options that it takes."""

from typing import Any

import pytest
import typer

from launcher.cli import app

from .support.manifests import OVERLAYS, pods, variables

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)


def commands(overlay: str) -> dict[str, list[str]]:
    """Arguments by container, with what Kubernetes fills in where it is known."""
    found = {}
    for pod in pods(overlay):
        for container in pod.containers:
            if "/operations:" in container["image"]:
                values = variables(container)
                found[f"{pod.name} {container['name']}"] = [
                    filled(argument, values) for argument in container["args"]
                ]
    return found


def filled(argument: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        argument = argument.replace(f"$({name})", value)
    return argument


def parsed(arguments: list[str]) -> Any:
    """The innermost command, with its arguments read but not run; raises a usage error."""
    command: Any = typer.main.get_command(app)
    context = command.make_context("krachtlijn", ["--help"], resilient_parsing=True)
    while hasattr(command, "get_command"):
        name, *arguments = arguments
        command = command.get_command(context, name)
        assert command is not None, f"there is no command {name}"
    return command.make_context(command.name, list(arguments), parent=context)


def test_jobs_run_commands_that_there_are(overlay: str) -> None:
    """A misspelt option is a usage error, which parsing alone finds."""
    read = {name: parsed(arguments) for name, arguments in commands(overlay).items()}
    assert len(read) >= 11
    for context in read.values():
        assert context.params

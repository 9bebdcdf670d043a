"""What jobs run is a command that there is, with the options that it takes."""

import pytest

from .support.commands import parsed
from .support.manifests import OVERLAYS, pods, variables

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)


def commands(overlay: str) -> dict[str, list[str]]:
    """Arguments by container, with what Kubernetes fills in where it is known."""
    found = {}
    for pod in pods(overlay):
        for container in pod.containers:
            if "/operations:" in container["image"] and "command" not in container:
                values = variables(container)
                found[f"{pod.name} {container['name']}"] = [
                    filled(argument, values) for argument in container["args"]
                ]
    return found


def filled(argument: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        argument = argument.replace(f"$({name})", value)
    return argument


def test_jobs_run_commands_that_there_are(overlay: str) -> None:
    """A misspelt option is a usage error, which parsing alone finds."""
    read = {name: parsed(arguments) for name, arguments in commands(overlay).items()}
    assert len(read) >= 11
    for context in read.values():
        assert context.params

"""The command `krachtlijn check`: what a city has still to write itself before its first case.

Exit codes: 0 nothing, 1 it could not be looked at, 2 wrong usage, 3 a file in force is still ours.
"""

import importlib.util
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from json import loads
from pathlib import Path

import typer

from contracts import SERVICES
from launcher.errors import LauncherError
from launcher.operations.options import Json, as_json
from launcher.operations.terminal import say

MARKS = ("placeholder", "example")
"""A file that says one of these of itself is ours; a city's own leaves the line out."""
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "city.toml": ("KRACHTLIJN_ENFORCEMENT_CITY",),
    "help_lines.toml": ("KRACHTLIJN_PANDKALENDER_HELP_LINES",),
    "application_documents.toml": ("KRACHTLIJN_PANDKALENDER_APPLICATION_DOCUMENTS",),
    "streets.geojson": ("KRACHTLIJN_ENFORCEMENT_STREETS",),
    "permit_types.toml": (
        "KRACHTLIJN_PANDKALENDER_PERMIT_TYPES",
        "KRACHTLIJN_ENFORCEMENT_PERMIT_TYPES",
    ),
}
"""Settings by which a city names its own file; any other file is put over ours in the image."""

READERS = {".toml": tomllib.loads, ".geojson": loads}

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@dataclass(frozen=True)
class Placeholder:
    """A file in force that is ours; ``setting`` names the city's own, if one does."""

    file: str
    package: str
    setting: str | None


def placeholders(environment: Mapping[str, str]) -> list[Placeholder]:
    """Every file in force that is ours. Raises ``LauncherError`` for one that cannot be read."""
    return [*_in_force(environment)]


def _in_force(environment: Mapping[str, str]) -> Iterator[Placeholder]:
    for package in ("contracts", *SERVICES):
        if importlib.util.find_spec(package) is None:
            raise LauncherError(f"{package} is not installed here: run this where it is.")
        for ours in sorted(Path(str(files(package) / "data")).glob("*.*")):
            if ours.suffix not in READERS or not _is_ours(ours):
                continue
            for setting in SETTINGS.get(ours.name, (None,)):
                own = environment.get(setting) if setting else None
                if own is None or _is_ours(Path(own)):
                    yield Placeholder(ours.name, package, setting)


def _is_ours(path: Path) -> bool:
    try:
        said = READERS.get(path.suffix, tomllib.loads)(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LauncherError(f"{path} cannot be read: {error}") from error
    return any(said.get(mark) is True for mark in MARKS)


@app.command(epilog="Example: krachtlijn check")
def check(
    json: Json = False,
) -> None:
    """List the rules and examples in force that a city must write itself before its first case.

    Run it with the settings of the services, in an image with the city's own files.
    """
    found = placeholders(os.environ)
    if json:
        as_json([asdict(each) for each in found])
    elif found:
        for each in found:
            own = f"name your own in {each.setting}" if each.setting else "put your own over it"
            say(f"{each.package}/data/{each.file}: {own}.")
        say("No decision may stand on these: docs/deploying.md, 'Before the first case'.")
    else:
        say("Every rule in force is the city's own.")
    raise typer.Exit(3 if found else 0)

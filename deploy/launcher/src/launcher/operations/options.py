"""Options that several commands share, and the place that they name."""

import inspect
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from chassis.days import CITY
from launcher.checkout import Root, root_of
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.operations import places

LOOK = 3
"""The exit code for: done, but a person must look."""

ServiceName = Annotated[str, typer.Argument(metavar="SERVICE", help="As databank or reporting.")]
Actor = Annotated[str, typer.Option(help="Who does this; kept for good.")]
Because = Annotated[str, typer.Option(help="Why; kept for good. No names of people.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be touched.")]
Json = Annotated[bool, typer.Option("--json", help="For machines: one JSON document.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")]
Until = Annotated[str | None, typer.Option(help="Up to this moment, not included.")]

_PLACE: dict[str, Any] = {
    "environment": Annotated[
        str, typer.Option(help="What runs in this checkout: platform, demo or test.")
    ],
    "database_url": Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME=]URL",
            envvar="KRACHTLIJN_BUS_DATABASE_URLS",
            help="A database elsewhere, of the service or of NAME; may be given several times. "
            "With --secrets the address of the server alone, postgresql://HOST:5432, for all.",
        ),
    ],
    "management_url": Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="KRACHTLIJN_BUS_MANAGEMENT_URL",
            help="The broker's management elsewhere: https://USER@HOST:15671/VHOST.",
        ),
    ],
    "secrets": Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="KRACHTLIJN_SECRETS_TREE",
            help="The secrets of a platform elsewhere, as 'krachtlijn secrets init' made them.",
        ),
    ],
    "root": Root,
}
LEAST_REASON = 3
"""Letters: what a service takes too (``chassis.bus.control.commands.Because``)."""
_DEFAULTS = {"environment": "platform"}


def at_place(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where it works, in place of its parameter ``place``."""
    signature = inspect.signature(command)

    @wraps(command)
    def placed(**options: Any) -> None:
        where = {name: options.pop(name) for name in _PLACE}
        elsewhere = where["database_url"] or where["management_url"] or where["secrets"]
        if elsewhere:
            place = places.given(
                where["database_url"] or [],
                options.get("service") or options.get("publisher"),
                where["management_url"],
                where["secrets"],
            )
        else:
            place = places.of_environment(root_of(where["root"]), where["environment"])
        command(place=place, **options)

    own = [each for name, each in signature.parameters.items() if name != "place"]
    where = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_DEFAULTS.get(name),
            annotation=kind,
        )
        for name, kind in _PLACE.items()
    ]
    keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    placed.__signature__ = signature.replace(parameters=[*keyword, *where])  # type: ignore[attr-defined]
    placed.__annotations__ = {**command.__annotations__, **_PLACE}
    del placed.__wrapped__, placed.__annotations__["place"]
    return placed


def explained(actor: str, because: str) -> None:
    if not actor.strip():
        raise typer.BadParameter("Say who does this (--actor).")
    if len(because.strip()) < LEAST_REASON:
        raise typer.BadParameter(
            f"Say why in {LEAST_REASON} letters at least (--because): '{because}' is too short."
        )


def known(service: str) -> str:
    if service not in SERVICES:
        raise LauncherError(f"There is no service {service}: use {', '.join(SERVICES)}.")
    return service


def moment(text: str) -> datetime:
    """A moment or a day; without an offset, on the clock of Brussels."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise LauncherError(
            f"{text} is no moment: write 2026-11-24 or 2026-11-24T10:00:00+01:00."
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=CITY)


def as_json(content: Any) -> None:
    typer.echo(json.dumps(content, default=_plain, indent=2))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)

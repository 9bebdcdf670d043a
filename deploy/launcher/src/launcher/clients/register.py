"""The register of other systems that read events: who, which, for which purpose, and why.

It lies with what everybody may know (``public/clients.json``). A client reads an event for the
purpose that the event is told for, and no other. Naming it here opens no seal: a contract does.
"""

import re
from dataclasses import asdict, dataclass

from contracts import EVENTS, Event
from contracts.event import TYPE_PREFIX
from contracts.purposes import PURPOSES
from launcher.credentials import Credentials
from launcher.credentials.tree import CLIENTS, client_folder
from launcher.errors import LauncherError
from launcher.rundir import FOR_EVERYBODY, write_json

NAME = re.compile(r"[a-z][a-z-]{1,29}")


@dataclass(frozen=True)
class Client:
    """``controller`` answers for what it does with the events (GDPR); ``events`` are wire types."""

    controller: str
    purpose: str
    events: tuple[str, ...]
    actor: str
    because: str


def registered(credentials: Credentials) -> dict[str, Client]:
    """The clients by name."""
    return {
        name: Client(**{**entry, "events": tuple(entry["events"])})
        for name, entry in credentials.clients.items()
    }


def readers(credentials: Credentials) -> dict[str, list[type[Event]]]:
    """Login on the broker to what it reads, as the topology takes it."""
    return {
        client_folder(name): [event_of(kind) for kind in client.events]
        for name, client in registered(credentials).items()
    }


def enter(credentials: Credentials, name: str, client: Client) -> None:
    """Write a client down, in place of what was said of it before."""
    if not NAME.fullmatch(name):
        raise LauncherError(f"{name} is no name: use 2 to 30 lower case letters and hyphens.")
    _check(client)
    _write(credentials, {**registered(credentials), name: client})


def strike(credentials: Credentials, name: str) -> None:
    """Take a client out of the register."""
    clients = registered(credentials)
    if name not in clients:
        there = ", ".join(clients) or "nobody"
        raise LauncherError(f"{name} reads nothing here; {there} does.")
    del clients[name]
    _write(credentials, clients)


def event_of(name: str) -> type[Event]:
    """The event of a wire type, with or without its prefix."""
    event = EVENTS.get(f"{TYPE_PREFIX}.{name.removeprefix(f'{TYPE_PREFIX}.')}")
    if event is None:
        raise LauncherError(f"There is no event {name}: docs/privacy.md lists them.")
    return event


def _check(client: Client) -> None:
    if client.purpose not in PURPOSES:
        raise LauncherError(f"{client.purpose} is no purpose: use one of {', '.join(PURPOSES)}.")
    events = [event_of(kind) for kind in client.events]
    for event in events:
        if event.purpose != client.purpose:
            raise LauncherError(
                f"{event.routing_key} is told for {event.purpose}, not for {client.purpose}: a "
                "client reads an event only for its own purpose."
            )
    publishers = {event.publisher for event in events}
    if "registry" in publishers and len(publishers) > 1:
        raise LauncherError(
            "Nobody reads events of care (registry) beside those of police and city: let these be "
            "two clients, of two controllers."
        )


def _write(credentials: Credentials, clients: dict[str, Client]) -> None:
    content = {name: asdict(client) for name, client in clients.items()}
    write_json(credentials.folder.joinpath(*CLIENTS), content, FOR_EVERYBODY)

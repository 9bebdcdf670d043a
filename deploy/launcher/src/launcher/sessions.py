"""The commands `krachtlijn sessions`: who is signed in, and an end to it.

Exit codes: 0 done, 1 it could not be done, 2 wrong usage.
"""

import asyncio
from typing import Annotated
from uuid import UUID

import typer

from chassis.web import revocations
from chassis.web.login.open_sessions import OpenSession, Reach, end_chosen, open_sessions
from chassis.web.roles import TrustDomain
from launcher.errors import LauncherError
from launcher.operations.options import (
    Actor,
    Because,
    Json,
    ServiceName,
    Yes,
    as_json,
    at_place,
    explained,
    known,
)
from launcher.operations.places import Place
from launcher.operations.terminal import moment, say

Person = Annotated[
    str | None,
    typer.Option(metavar="DOMAIN/CODE", help="All sessions of a person, as politie/4f1c..."),
]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Who is signed in at a service's pages, and an end to it. A person is a code.",
)


@app.command("list", epilog="Example: krachtlijn sessions list databank")
@at_place
def list_sessions(place: Place, service: ServiceName, json: Json = False) -> None:
    """Show the open sessions of a service, by person."""
    found = asyncio.run(_open(place, known(service)))
    if json:
        as_json([_shown(each) for each in found])
        return
    for each in found:
        say(
            f"{each.id}  {each.domain}/{each.subject}  {each.function}  {each.organisation}  "
            f"{each.device or '?'}  since {moment(each.began_at)}, last used {moment(each.seen_at)}"
        )
    if not found:
        say("Nobody is signed in.")


@app.command(epilog="Example: krachtlijn sessions end databank --person politie/4f1c --actor me"
             " --because 'telephone lost'")  # fmt: skip
@at_place
def end(
    place: Place,
    service: ServiceName,
    actor: Actor,
    because: Because,
    session: Annotated[UUID | None, typer.Option(help="One session, as 'list' shows it.")] = None,
    person: Person = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="All sessions of the service.")
    ] = False,
    yes: Yes = False,
) -> None:
    """End one session, all of a person, or all of the service."""
    explained(actor, because)
    if sum((session is not None, person is not None, everybody)) != 1:
        raise LauncherError("Say what to end: --session ID, --person DOMAIN/CODE or --everybody.")
    someone = _person(person) if person else None
    chosen = [
        each
        for each in asyncio.run(_open(place, known(service)))
        if everybody or each.id == session or each.person == someone
    ]
    if not chosen:
        say("There is no such session.")
        return
    if not yes:
        typer.confirm(f"End {len(chosen)} sessions at {service}?", abort=True)
    ended = asyncio.run(_end(place, service, actor, session, someone))
    if someone is not None:
        asyncio.run(_revoke(place, service, None, someone, actor, because))
    say(f"Ended {len(ended)} sessions at {service}.")


@app.command(
    epilog="Example: krachtlijn sessions revoke databank --token 4f1c... --actor me"
    " --because 'token leaked'"
)
@at_place
def revoke(
    place: Place,
    service: ServiceName,
    actor: Actor,
    because: Because,
    token: Annotated[str | None, typer.Option(help="One token, by its id (jti).")] = None,
    person: Person = None,
) -> None:
    """Revoke a token of the API, or all that a person was given until now. Holds within seconds."""
    explained(actor, because)
    if (token is None) == (person is None):
        raise LauncherError("Say what to revoke: --token ID or --person DOMAIN/CODE.")
    someone = _person(person) if person else None
    asyncio.run(_revoke(place, known(service), token, someone, actor, because))
    say(f"Revoked at {service}; a new token of the same person counts.")


def _person(text: str) -> tuple[TrustDomain, str]:
    domain, separator, subject = text.partition("/")
    if not separator or not subject or domain not in set(TrustDomain):
        raise LauncherError(
            f"{text} is nobody: write DOMAIN/CODE, with as domain {', '.join(TrustDomain)}."
        )
    return TrustDomain(domain), subject


def _shown(session: OpenSession) -> dict[str, object]:
    return {name: getattr(session, name) for name in OpenSession.__slots__}


async def _open(place: Place, service: str) -> list[OpenSession]:
    async with place.connection(service) as conn:
        return await open_sessions(conn, Reach())


async def _revoke(
    place: Place,
    service: str,
    token: str | None,
    person: tuple[TrustDomain, str] | None,
    actor: str,
    because: str,
) -> None:
    async with place.connection(service) as conn:
        if person is not None:
            await revocations.revoke_person(conn, *person, by=actor, reason=because)
        elif token is not None:
            await revocations.revoke_token(conn, token, by=actor, reason=because)


async def _end(
    place: Place,
    service: str,
    by: str,
    session: UUID | None,
    person: tuple[TrustDomain, str] | None,
) -> list[OpenSession]:
    async with place.connection(service) as conn, conn.transaction():
        return await end_chosen(conn, Reach(), by, session=session, person=person)

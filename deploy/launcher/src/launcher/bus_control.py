"""The commands that a running service obeys: `krachtlijn bus pause`, `resume`, `slow`, `ask`.

They go over the bus, with the operator's own login on the broker and a token of the service's trust
domain, and need no database.
"""

import asyncio
from typing import Annotated

import typer
from pydantic import SecretStr

from chassis.bus.control.commands import (
    FASTEST,
    Answer,
    Ask,
    Command,
    Pause,
    ReloadKeys,
    Resume,
    Slow,
    Step,
)
from chassis.web.roles import DOMAIN_OF, Function
from chassis.web.tokens import issue
from contracts import events_for
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.operations import control, terminal
from launcher.operations.options import (
    LOOK,
    Because,
    Json,
    ServiceName,
    as_json,
    at_place,
    explained,
    known,
)
from launcher.operations.places import Place

OPERATOR_OF = {"databank": Function.POLITIE_BEHEERDER, "pandkalender": Function.POLITIE_BEHEERDER}
"""The function of a service's operator, where it is not the city's."""

Token = Annotated[
    str | None,
    typer.Option(
        envvar="KRACHTLIJN_TOKEN",
        help="The operator's access token for that service; without, one is made where the "
        "issuer's key is among the secrets.",
    ),
]
Name = Annotated[str, typer.Option("--actor", help="Who does this, where a token is made here.")]

app = typer.Typer(pretty_exceptions_enable=False)


@app.command(
    epilog="Example: krachtlijn bus pause databank --because 'release 1.4.2 spoils its cases'"
)
@at_place
def pause(
    place: Place,
    service: ServiceName,
    because: Because,
    token: Token = None,
    actor: Name = "local",
    json: Json = False,
) -> None:
    """Have a reader take no more messages, at every instance, also after a restart."""
    _say(_send(place, service, Pause(because=_why(because)), token, actor), json=json)


@app.command(epilog="Example: krachtlijn bus resume databank --because 'release 1.4.3 is there'")
@at_place
def resume(
    place: Place,
    service: ServiceName,
    because: Because,
    token: Token = None,
    actor: Name = "local",
    json: Json = False,
) -> None:
    """Have a reader take messages again, as fast as they come."""
    _say(_send(place, service, Resume(because=_why(because)), token, actor), json=json)


@app.command(
    epilog="Example: krachtlijn bus slow reporting --per-second 50 --because 'the disk is at work'"
)
@at_place
def slow(
    place: Place,
    service: ServiceName,
    because: Because,
    per_second: Annotated[int, typer.Option(min=1, max=FASTEST, help="Of each partition.")],
    token: Token = None,
    actor: Name = "local",
    json: Json = False,
) -> None:
    """Have a reader take so many messages a second at most, until it is resumed."""
    step = Slow(because=_why(because), per_second=per_second)
    _say(_send(place, service, step, token, actor), json=json)


@app.command("reload-keys", epilog="Example: krachtlijn bus reload-keys databank")
@at_place
def reload_keys(
    place: Place,
    service: ServiceName,
    token: Token = None,
    actor: Name = "local",
    json: Json = False,
) -> None:
    """Have an instance read its keys of seals again now; by itself it does so within seconds."""
    _say(_send(place, service, ReloadKeys(), token, actor), json=json)


@app.command(epilog="Example: krachtlijn bus ask databank")
@at_place
def ask(
    place: Place,
    service: ServiceName,
    token: Token = None,
    actor: Name = "local",
    json: Json = False,
) -> None:
    """Ask a running service how its reader stands. Exit 3 when a person must look."""
    answer = _send(place, service, Ask(), token, actor)
    _say(answer, json=json)
    state = answer.state
    if state and (state.order.paused or any(each.stands for each in state.partitions)):
        raise typer.Exit(LOOK)


def _why(because: str) -> str:
    explained("operator", because)
    return because


def _send(place: Place, service: str, step: Step, token: str | None, actor: str) -> Answer:
    if not events_for(known(service)):
        readers = ", ".join(name for name in SERVICES if events_for(name))
        raise LauncherError(f"{service} reads no events, so nothing can be asked of it: {readers}.")
    proof = SecretStr(token or _made_here(place, service, actor))

    async def sent() -> Answer:
        return await control.send(
            await control.address(place), service, Command(token=proof, step=step)
        )

    answer = asyncio.run(sent())
    if answer.refused is not None:
        raise LauncherError(f"{service} refuses: {answer.refused}.")
    return answer


def _made_here(place: Place, service: str, actor: str) -> str:
    function = OPERATOR_OF.get(service, Function.TECHNISCH_BEHEERDER)
    domain = DOMAIN_OF[function]
    key = f"{domain}.key"
    if place.secrets is None or not place.secrets.has("issuers", key):
        raise LauncherError(
            f"Say who asks: --token, an access token of {function.value} for {service} "
            "(or KRACHTLIJN_TOKEN)."
        )
    return issue(
        place.secrets.read("issuers", key),
        domain=domain,
        function=function,
        organisation="operations",
        subject=actor,
        service=service,
    )


def _say(answer: Answer, *, json: bool) -> None:
    if json:
        as_json(answer.model_dump(mode="json", by_alias=True, exclude_none=True))
    else:
        terminal.reader(answer)

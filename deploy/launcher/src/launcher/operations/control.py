"""Commands to running services over the bus: sent with the operator's own login, and answered.

The bus's tools are imported when something is sent: they take as long as all else of a command.
"""

import httpx

from chassis.bus.control.commands import ANSWER_SECONDS, Answer, Command
from launcher.errors import LauncherError
from launcher.names import OPERATOR
from launcher.operations.places import Place


async def address(place: Place) -> str:
    """The broker's address for the operator's login; its password is among the secrets."""
    if place.management is None or place.secrets is None:
        raise LauncherError(
            "Say where the broker is (--management-url https://HOST:15671) and where the "
            "operator's password is (--secrets DIR, of which only operator/ is read)."
        )
    try:
        return await place.management.address(OPERATOR, place.secrets.broker_password(OPERATOR))
    except httpx.HTTPError as error:
        raise LauncherError(
            f"The broker's management does not answer ({type(error).__name__}): is its address "
            "right, and does it run?"
        ) from None


async def send(url: str, service: str, command: Command, seconds: float = ANSWER_SECONDS) -> Answer:
    """Send a command and wait for its answer; a :class:`LauncherError` when none comes in time."""
    from chassis.bus.control import request

    try:
        return await request.send(url, service, command, seconds)
    except TimeoutError:
        raise LauncherError(
            f"{service} did not answer within {seconds:.0f} seconds: does it run, and has it a "
            "connection to the broker (/health/ready)? What was asked may still be done within "
            "a minute: ask it later with 'krachtlijn bus ask'."
        ) from None

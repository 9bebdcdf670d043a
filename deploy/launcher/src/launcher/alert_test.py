"""The command `krachtlijn alert`: whether alarms reach somebody, by each way that they leave.

A service calls by its hook (the file ``alert_hook`` of its secrets), Alertmanager by what its own
configuration names. Each is sent a test that says so, as a real one would be.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, NamedTuple
from uuid import uuid4

import httpx
import typer
from prometheus_client.parser import text_string_to_metric_families

from chassis.addresses import Trust
from chassis.alerts import Hook, NotSentError, hook_of
from chassis.alerts.hook import Message
from launcher.credentials import Credentials
from launcher.credentials.tree import ALERT_HOOK
from launcher.errors import LauncherError
from launcher.jobs.options import Secrets, required
from launcher.names import SERVICES
from launcher.operations.terminal import say

TEXT = "Dit is een test van de oproep. Er hoeft niets te gebeuren."
SEVERITIES = ("page", "ticket", "watchdog")
WITH_NAMES = "--enable-feature=receiver-name-in-metrics"
SENT = "alertmanager_notification_requests_total"
FAILED = "alertmanager_notification_requests_failed_total"
LASTS = timedelta(minutes=5)
"""How long the alarm of a test stands, so that what is grouped and waits still leaves."""
ANSWER_SECONDS = 10.0
LOOK_SECONDS = 0.5
WHY = {
    "gaierror": "nobody knows that name; with compose, name the host in KRACHTLIJN_ALERTS_HOOK or "
    "KRACHTLIJN_ALERTS_MAIL",
    "ConnectionRefusedError": "nobody listens there",
    "SSLCertVerificationError": "its certificate is of an authority that nobody here knows, or for "
    "another name",
    "SMTPAuthenticationError": "it refuses the user or the password",
    "SMTPNotSupportedError": "it offers no TLS, or no sign-in; use smtps:// or another port",
    "SMTPRecipientsRefused": "it refuses every receiver",
    "SMTPSenderRefused": "it refuses the sender",
    **dict.fromkeys(("TimeoutError", "ReadTimeout"), "no answer in time"),
    **dict.fromkeys(
        ("ConnectionResetError", "SSLEOFError", "EndOfStream", "SMTPServerDisconnected"),
        "the connection was cut off; with compose, the relay does that where the host is not in "
        "KRACHTLIJN_ALERTS_HOOK or KRACHTLIJN_ALERTS_MAIL",
    ),
}
"""What a person does about it, by why a hook took none."""

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Whether alarms reach somebody.",
)


@app.callback()
def alert() -> None:
    """Keep the name of the one command."""


@app.command(epilog="Example: krachtlijn alert test --alertmanager http://127.0.0.1:9093")
def test(
    secrets: Secrets = None,
    alertmanager: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Alertmanager, to try who gets its alarms."),
    ] = None,
    seconds: Annotated[
        int, typer.Option(min=5, help="How long to wait for what Alertmanager sends.")
    ] = 90,
) -> None:
    """Send a test by each way that alarms leave, and say who got it. Exits with 1 when one did not
    leave, or when there is none."""
    hooks = dict(_hooks(required(secrets))) if secrets else {}
    if not hooks and alertmanager is None:
        raise LauncherError(
            "No way to try: no service has a file alert_hook among the secrets, and no "
            "Alertmanager is named (--alertmanager URL)."
        )
    results = [asyncio.run(_called(service, hook)) for service, hook in hooks.items()]
    if alertmanager is not None:
        results += Alertmanager(alertmanager).tried(seconds)
    if not all(results):
        raise typer.Exit(1)


def _hooks(tree: Credentials) -> Iterator[tuple[str, Hook]]:
    for service in SERVICES:
        if tree.has(service, ALERT_HOOK):
            try:
                hook = hook_of(tree.read(service, ALERT_HOOK), Trust.of_environment(tree.ca))
            except ValueError as error:
                raise LauncherError(f"{service}: {error}") from None
            yield service, hook


async def _called(service: str, hook: Hook) -> bool:
    try:
        await hook.send(Message(str(uuid4()), TEXT, ""))
    except NotSentError as error:
        why = WHY.get(str(error), f"it answers {error}")
        say(f"[red]{service}: {hook} did not take it[/]: {why}.")
        return False
    say(f"{service}: {hook} took it.")
    return True


class Way(NamedTuple):
    """A receiver by name, and how it is told."""

    receiver: str
    integration: str


class Alertmanager:
    """One that is asked at ``url`` over HTTP."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=ANSWER_SECONDS, trust_env=False)
        self._url = url

    def tried(self, seconds: int) -> list[bool]:
        """Of each way by which an alarm of each severity leaves, whether one did."""
        before, service = self._left(), f"test-{uuid4()}"
        ends = datetime.now(UTC) + LASTS
        self._asked(
            "POST",
            "/api/v2/alerts",
            json=[
                {
                    "labels": {"alertname": "AlertTest", "severity": each, "service": service},
                    "annotations": {"summary": TEXT},
                    "endsAt": ends.isoformat(),
                }
                for each in SEVERITIES
            ],
        )
        end = time.monotonic() + seconds
        while True:
            ways, now = self._ways(service, before), self._left()
            waiting = [way for _, way in ways if now[way] <= before[way]]
            whole = {severity for severity, _ in ways} == {*SEVERITIES}
            if (whole and not waiting) or time.monotonic() > end:
                break
            time.sleep(LOOK_SECONDS)
        for severity in sorted({*SEVERITIES} - {severity for severity, _ in ways}):
            say(f"[red]{severity}: no receiver[/]: give alertmanager.yml a route for it.")
        for severity, way in ways:
            named = f"{severity}: {way.receiver} by {way.integration}"
            if way in waiting:
                say(f"[red]{named} got nothing[/] in {seconds} seconds: its log says why.")
            else:
                say(f"{named} took it.")
        return [whole, *(way not in waiting for _, way in ways)]

    def _ways(self, service: str, known: Mapping[Way, float]) -> list[tuple[str, Way]]:
        """By severity the ways that the alarms of this test take."""
        taken = self._asked(
            "GET", "/api/v2/alerts", params={"filter": f'service="{service}"'}
        ).json()
        return sorted(
            (alarm["labels"]["severity"], way)
            for alarm in taken
            for receiver in alarm["receivers"]
            for way in known
            if way.receiver == receiver["name"]
        )

    def _left(self) -> dict[Way, float]:
        """How many were taken, of all that were sent, by the way that they left."""
        found: dict[Way, float] = {}
        for family in text_string_to_metric_families(self._asked("GET", "/metrics").text):
            for name, labels, value, *_ in family.samples:
                if name in (SENT, FAILED):
                    if "receiver_name" not in labels:
                        raise LauncherError(
                            "Alertmanager does not say which receiver got one: start it with "
                            f"{WITH_NAMES}."
                        )
                    way = Way(labels["receiver_name"], labels["integration"])
                    found[way] = found.get(way, 0) + (value if name == SENT else -value)
        return found

    def _asked(self, method: str, path: str, **what: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **what)
        except httpx.HTTPError as error:
            raise LauncherError(
                f"Alertmanager does not answer at {self._url} ({type(error).__name__})."
            ) from None
        if not answer.is_success:
            raise LauncherError(f"Alertmanager at {self._url} answers {answer.status_code}.")
        return answer

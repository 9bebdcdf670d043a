"""The simulator at play: a synthetic city that uses the platform as people would."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from chassis.days import city_moment
from launcher import local_login
from launcher.bring_up import Platform
from launcher.names import OPERATOR, TAP, VHOST
from launcher.processes import marks
from launcher.rundir import RunDir, read_json, write_json
from launcher.services import Clock

COMPONENT = "simulator"
FIRST_DAY = date(2026, 3, 2)
"""The day on which the city begins to live, where nobody says another; as the simulator has it."""
WAKES = time(6)
_PATIENCE_SECONDS = 10.0


def play(
    platform: Platform,
    *,
    days: int,
    seed: int,
    first_day: date = FIRST_DAY,
    fines: int | None = None,
) -> int:
    """Let the city live for some days, on this terminal; the simulator's exit code.

    Without a number of ``fines``, those that the simulator is used to.
    """
    command = [sys.executable, "-m", "simulator", "play", "--days", str(days), "--seed", str(seed)]
    command += ["--summary", str(summary(platform))]
    command += ["--fines", str(fines)] if fines else []
    chosen = {"KRACHTLIJN_CITY_FIRST_DAY": f"{first_day:%Y-%m-%d}"}
    local_login.until_ready(local_login.ensure(platform.infra.run))
    child = subprocess.Popen(command, env=_environment(platform) | chosen)  # noqa: S603
    try:
        return child.wait()
    finally:
        _end(child)


def remember_time(platform: Platform, played: Path) -> None:
    """Keep the seconds that the city's time lies behind the real one, so that it lives on."""
    ends_at = read_json(summary(platform)).get("endsAt")
    if ends_at is not None:
        behind = datetime.now(UTC) - datetime.fromisoformat(ends_at)
        write_json(played, {**read_json(played), "behind": int(behind.total_seconds())})


def clock_of(first_day: date = FIRST_DAY) -> Clock:
    """The clock of an environment in which the city is about to live, from that day on."""
    return Clock("driven", begins=city_moment(first_day, WAKES).isoformat())


def lives_on(run: RunDir) -> Clock:
    """The clock of the environment when no simulator plays."""
    behind = read_json(run.path / "city.json").get("behind")
    return Clock() if behind is None else Clock("shifted", int(behind))


def summary(platform: Platform) -> Path:
    return platform.infra.run.path / "summary.json"


def _environment(platform: Platform) -> dict[str, str]:
    infra = platform.infra
    addresses = {service.name: service.url for service in platform.services}
    metrics = {service.name: service.internal for service in platform.services}
    return {
        **os.environ,
        "KRACHTLIJN_SERVICES": json.dumps(addresses),
        "KRACHTLIJN_METRICS": json.dumps(metrics),
        "KRACHTLIJN_LOGIN_ISSUERS": local_login.ensure(infra.run).address,
        "KRACHTLIJN_TAP_URL": infra.amqp_url(TAP, infra.credentials.broker[TAP], VHOST),
        "KRACHTLIJN_OPERATOR_URL": infra.amqp_url(
            OPERATOR, infra.credentials.broker[OPERATOR], VHOST
        ),
        "KRACHTLIJN_ISSUER_KEYS": str(infra.credentials.issuer_keys),
        "KRACHTLIJN_LEGACY_IMPORT": json.dumps(_legacy_import(infra.run)),
        "KRACHTLIJN_ROTATE_KEY": json.dumps(_rotate_key(infra.credentials.folder)),
        **marks(infra.run, COMPONENT),
    }


def _legacy_import(run: RunDir) -> list[str]:
    """The operator's command for this environment, as a person at a terminal would give it."""
    where = ("--environment", run.environment, "--root", str(run.root))
    return [_krachtlijn(), "legacy", "import", *where]


def _rotate_key(secrets: Path) -> list[str]:
    return [_krachtlijn(), "bus", "keys", "rotate", "databank", "--secrets", str(secrets)]


def _krachtlijn() -> str:
    return str(Path(sys.executable).with_name("krachtlijn"))


def _end(child: "subprocess.Popen[bytes]") -> None:
    """On Ctrl-C the simulator got the signal too; give it time to leave the terminal in order."""
    for number in (None, signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        if number is not None:
            child.send_signal(number)
        try:
            child.wait(_PATIENCE_SECONDS if number else 3.0)
        except subprocess.TimeoutExpired:
            continue

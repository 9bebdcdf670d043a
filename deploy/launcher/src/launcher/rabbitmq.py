"""A RabbitMQ node that belongs to one environment: own name server, cookie, ports and folders."""

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

import aio_pika
import httpx

from launcher import leftovers, ports, processes, waiting
from launcher.accounts import Account, account_for, home, own
from launcher.credentials import Credentials
from launcher.errors import LauncherError
from launcher.names import ADMIN
from launcher.programs import RABBITMQ
from launcher.rundir import RunDir, write_private

COMPONENT = "rabbitmq"
_PORTS = ("amqp", "management", "prometheus", "epmd", "dist")
_PLUGINS = "[rabbitmq_management,rabbitmq_prometheus,rabbitmq_consistent_hash_exchange]."
_START_SECONDS = 90.0


@dataclass(frozen=True)
class Broker:
    host: str
    port: int
    management_url: str
    admin_user: str
    admin_password: str


def ensure(run: RunDir, credentials: Credentials) -> Broker:
    """The environment's broker, started when it does not run."""
    process = processes.running(run, COMPONENT)
    if process is None:
        # A boot can fail on a port taken meanwhile or on half-written tables: once more then.
        try:
            return _start(run, credentials)
        except LauncherError:
            stop(run)
            return _start(run, credentials)
    broker = _broker(ports.remembered(run), credentials)
    waiting.until_ready("RabbitMQ", lambda: _ready(broker), process, _START_SECONDS)
    return broker


def stop(run: RunDir) -> None:
    process = processes.running(run, COMPONENT)
    if process is not None:
        processes.stop([process])
    leftovers.sweep(run, [COMPONENT])  # the name server outlives its node
    processes.forget(run, [COMPONENT])


def _start(run: RunDir, credentials: Credentials) -> Broker:
    leftovers.sweep(run, [COMPONENT])
    account = account_for("rabbitmq")
    folder = home(run, COMPONENT, account)
    chosen = ports.claim(run, *_PORTS)
    broker = _broker(chosen, credentials)
    _configure(folder, broker, chosen, account)
    process = processes.spawn(
        run,
        COMPONENT,
        [str(RABBITMQ.path)],
        _environment(folder, chosen),
        address=f"{broker.host}:{broker.port}",
        folder=folder,
        account=account,
    )
    waiting.until_ready("RabbitMQ", lambda: _ready(broker), process, _START_SECONDS)
    return broker


def _broker(chosen: dict[str, int], credentials: Credentials) -> Broker:
    return Broker(
        "127.0.0.1",
        chosen["amqp"],
        f"http://127.0.0.1:{chosen['management']}",
        ADMIN,
        credentials.broker[ADMIN],
    )


def _ready(broker: Broker) -> bool:
    """A login on the broker and one on its management have succeeded."""
    try:
        with socket.create_connection((broker.host, broker.port), timeout=1):
            pass
    except OSError:
        return False
    return waiting.run(_login(broker)) and _management_answers(broker)


async def _login(broker: Broker) -> bool:
    try:
        connection = await aio_pika.connect(
            host=broker.host,
            port=broker.port,
            login=broker.admin_user,
            password=broker.admin_password,
            timeout=5,
        )
    except aio_pika.exceptions.ProbableAuthenticationError:
        raise LauncherError(
            f"RabbitMQ on port {broker.port} refuses the password kept in secrets/passwords.json: "
            "remove the environment's folder under .run to begin anew."
        ) from None
    except (OSError, TimeoutError, aio_pika.exceptions.AMQPError):
        return False
    await connection.close()
    return True


def _management_answers(broker: Broker) -> bool:
    try:
        answer = httpx.get(
            f"{broker.management_url}/api/overview",
            auth=(broker.admin_user, broker.admin_password),
            timeout=5,
            trust_env=False,
        )
    except httpx.HTTPError:
        return False
    return answer.is_success


def _configure(
    folder: Path, broker: Broker, chosen: dict[str, int], account: Account | None
) -> None:
    settings = f"""\
listeners.tcp.1 = 127.0.0.1:{chosen["amqp"]}
management.tcp.ip = 127.0.0.1
management.tcp.port = {chosen["management"]}
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = {chosen["prometheus"]}
default_user = {broker.admin_user}
default_pass = {broker.admin_password}
disk_free_limit.absolute = 100MB
log.file.level = info
log.connection.level = warning
"""
    _write(folder / "rabbitmq.conf", settings, 0o600, account)
    _write(folder / "enabled_plugins", _PLUGINS + "\n", 0o600, account)
    cookie = folder / ".erlang.cookie"
    if not cookie.exists():
        _write(cookie, secrets.token_hex(16), 0o400, account)


def _write(path: Path, content: str, mode: int, account: Account | None) -> None:
    write_private(path, content)
    path.chmod(mode)
    own(path, account)


def _environment(folder: Path, chosen: dict[str, int]) -> dict[str, str]:
    """Everything that makes the node private; nothing of the caller's own RabbitMQ leaks in."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        # Makes the start script become the node, instead of a shell that waits beside it.
        "RUNNING_UNDER_SYSTEMD": "true",
        "ERL_CRASH_DUMP_SECONDS": "0",
        "RABBITMQ_NODENAME": "krachtlijn@localhost",
        "ERL_EPMD_PORT": str(chosen["epmd"]),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_DIST_PORT": str(chosen["dist"]),
        "RABBITMQ_CTL_DIST_PORT_MIN": str(chosen["dist"] + 1),
        "RABBITMQ_CTL_DIST_PORT_MAX": str(chosen["dist"] + 20),
        "RABBITMQ_MNESIA_DIR": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_PLUGINS_EXPAND_DIR": str(folder / "plugins"),
        "RABBITMQ_FEATURE_FLAGS_FILE": str(folder / "feature_flags"),
        "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "config"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        # Loopback only; and idle schedulers sleep at once, which spares a machine of two cores.
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
            "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
        ),
    }

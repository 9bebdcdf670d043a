"""RabbitMQ that belongs to one environment: own name server, cookie, ports and folders.

One node as a rule; several that form a cluster where that is what is to be shown.
"""

import os
import secrets
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx

from chassis.addresses import Trust
from launcher import leftovers, ports, processes, readiness
from launcher.accounts import Account, account_for, home, own
from launcher.credentials import Credentials
from launcher.errors import LauncherError
from launcher.names import ADMIN
from launcher.programs import RABBITMQ
from launcher.reach import trust_of
from launcher.rundir import RunDir, write_private

COMPONENT = "rabbitmq"
_PORTS = ("amqp", "management", "prometheus", "dist")
_PLUGINS = "[rabbitmq_management,rabbitmq_prometheus,rabbitmq_consistent_hash_exchange]."
_START_SECONDS = 90.0
_LARGEST_TIMES = 4
"""Times the largest message that the contracts allow, which the broker still takes: a reader holds
some hundreds at a time, and looks at their size only then."""


@dataclass(frozen=True)
class Node:
    """A node by the name of its component. `peers` are all nodes of its cluster, itself too.

    With `tls` it speaks nothing else, by the certificate of the broker among the secrets.
    """

    component: str = COMPONENT
    peers: tuple[str, ...] = ()
    tls: bool = False

    @property
    def erlang_name(self) -> str:
        return erlang_name(self.component) if self.peers else "krachtlijn@localhost"

    @property
    def ports(self) -> dict[str, str]:
        """Names by which the ports are remembered; nodes of one cluster share a name server."""
        prefix = f"{self.component}-" if self.peers else ""
        return {**{name: prefix + name for name in _PORTS}, "epmd": "epmd"}


ALONE = Node()


def erlang_name(component: str) -> str:
    return f"{component}@localhost"


@dataclass(frozen=True)
class Broker:
    """A broker, as its administrator; ``scheme`` is ``amqps`` where it speaks TLS."""

    host: str
    port: int
    management_url: str
    admin_user: str
    admin_password: str = field(repr=False)
    scheme: str = "amqp"
    trust: Trust = field(default_factory=Trust, compare=False)

    def address(self, user: str, password: str | None, vhost: str) -> str:
        """The broker's address for a user, whose password may be elsewhere."""
        name = quote(user, safe="")
        secret = "" if password is None else f":{quote(password, safe='')}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        address = f"{self.scheme}://{name}{secret}@{host}:{self.port}/{quote(vhost, safe='')}"
        return self.trust.broker(address)


def ensure(run: RunDir, credentials: Credentials, node: Node = ALONE) -> Broker:
    """The environment's broker, started when it does not run."""
    process = processes.running(run, node.component)
    if process is None:
        # A boot can fail on a port taken meanwhile or on half-written tables: once more then.
        try:
            return _start(run, credentials, node)
        except LauncherError:
            stop(run, node)
            return _start(run, credentials, node)
    broker = _broker(_remembered(run, node), credentials, node)
    readiness.until_ready("RabbitMQ", lambda: _ready(broker), process, _START_SECONDS)
    return broker


def stop(run: RunDir, node: Node = ALONE) -> None:
    process = processes.running(run, node.component)
    if process is not None:
        processes.stop([process])
    leftovers.sweep(run, [node.component])  # the name server outlives its node
    processes.forget(run, [node.component])


def control(run: RunDir, *command: str, node: Node = ALONE) -> str:
    """The answer of `rabbitmqctl`; a :class:`LauncherError` when it refuses."""
    account = account_for("rabbitmq")
    folder = home(run, node.component, account)
    done = subprocess.run(  # noqa: S603
        [str(RABBITMQ.path.with_name("rabbitmqctl")), "--quiet", *command],
        env=_environment(folder, _remembered(run, node), node),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode != 0:
        raise LauncherError(f"rabbitmqctl {command[0]}: {done.stderr.strip()}")
    return done.stdout


def _start(run: RunDir, credentials: Credentials, node: Node) -> Broker:
    leftovers.sweep(run, [node.component])
    account = account_for("rabbitmq")
    folder = home(run, node.component, account)
    claimed = ports.claim(run, *(name for name in node.ports.values() if name != "epmd"))
    epmd = ports.remembered(run).get("epmd") if node.peers else None
    chosen = {name: claimed[kept] for name, kept in node.ports.items() if name != "epmd"}
    chosen["epmd"] = epmd or ports.claim(run, "epmd")["epmd"]
    broker = _broker(chosen, credentials, node)
    _certify(folder, credentials, node, account)
    _configure(run, folder, broker, chosen, node, account)
    process = processes.spawn(
        run,
        node.component,
        [str(RABBITMQ.path)],
        _environment(folder, chosen, node),
        address=f"{broker.host}:{broker.port}",
        folder=folder,
        account=account,
    )
    readiness.until_ready("RabbitMQ", lambda: _ready(broker), process, _START_SECONDS)
    return broker


def _remembered(run: RunDir, node: Node) -> dict[str, int]:
    known = ports.remembered(run)
    return {name: known[kept] for name, kept in node.ports.items()}


def _broker(chosen: dict[str, int], credentials: Credentials, node: Node) -> Broker:
    return Broker(
        "127.0.0.1",
        chosen["amqp"],
        f"http{'s' if node.tls else ''}://127.0.0.1:{chosen['management']}",
        ADMIN,
        credentials.broker[ADMIN],
        "amqps" if node.tls else "amqp",
        trust_of(credentials),
    )


def _ready(broker: Broker) -> bool:
    """A login on the broker and one on its management have succeeded."""
    try:
        with socket.create_connection((broker.host, broker.port), timeout=1):
            pass
    except OSError:
        return False
    return readiness.run(_login(broker)) and _management_answers(broker)


async def _login(broker: Broker) -> bool:
    import aio_pika  # here, as the limit below: most commands start no broker, and start sooner

    try:
        url = broker.address(broker.admin_user, broker.admin_password, "/")
        connection = await aio_pika.connect(url, timeout=5)
    except aio_pika.exceptions.ProbableAuthenticationError:
        raise LauncherError(
            f"RabbitMQ on port {broker.port} refuses the password kept in secrets/admin: "
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
            verify=broker.trust.context() if broker.scheme == "amqps" else True,
        )
    except httpx.HTTPError:
        return False
    return answer.is_success


def _configure(
    run: RunDir,
    folder: Path,
    broker: Broker,
    chosen: dict[str, int],
    node: Node,
    account: Account | None,
) -> None:
    from contracts.wire import MAX_BYTES

    settings = f"""\
{_listeners(folder, chosen) if node.tls else _plain_listeners(chosen)}
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = {chosen["prometheus"]}
default_user = {broker.admin_user}
default_pass = {broker.admin_password}
disk_free_limit.absolute = 100MB
max_message_size = {_LARGEST_TIMES * MAX_BYTES}
log.file.level = info
log.connection.level = warning
"""
    if node.peers:
        settings += "cluster_formation.peer_discovery_backend = classic_config\n"
        settings += "cluster_partition_handling = pause_minority\n"
        for number, peer in enumerate(node.peers, 1):
            settings += f"cluster_formation.classic_config.nodes.{number} = {erlang_name(peer)}\n"
    _write(folder / "rabbitmq.conf", settings, 0o600, account)
    _write(folder / "enabled_plugins", _PLUGINS + "\n", 0o600, account)
    cookie = folder / ".erlang.cookie"
    if not cookie.exists():
        _write(cookie, _cookie(run) if node.peers else secrets.token_hex(16), 0o400, account)


def _plain_listeners(chosen: dict[str, int]) -> str:
    return f"""\
listeners.tcp.1 = 127.0.0.1:{chosen["amqp"]}
management.tcp.ip = 127.0.0.1
management.tcp.port = {chosen["management"]}"""


def _listeners(folder: Path, chosen: dict[str, int]) -> str:
    """Nothing in plain; certificates of clients are not asked for, they have passwords."""
    files = "\n".join(
        f"{of}.{kind}file = {folder / name}"
        for of in ("ssl_options", "management.ssl")
        for kind, name in (("cacert", "ca.crt"), ("cert", "tls.crt"), ("key", "tls.key"))
    )
    return f"""\
listeners.tcp = none
listeners.ssl.1 = 127.0.0.1:{chosen["amqp"]}
management.ssl.ip = 127.0.0.1
management.ssl.port = {chosen["management"]}
{files}"""


def _certify(folder: Path, credentials: Credentials, node: Node, account: Account | None) -> None:
    """Put the broker's certificate where its account can read it."""
    if node.tls:
        _write(folder / "ca.crt", credentials.ca.read_text(), 0o600, account)
        for name in ("tls.crt", "tls.key"):
            _write(folder / name, credentials.read("broker", name), 0o600, account)


def _cookie(run: RunDir) -> str:
    """The word by which nodes of one cluster know each other."""
    path = run.secrets / "cookie"
    with run.locked("secrets"):
        if not path.exists():
            write_private(path, secrets.token_hex(16))
        return path.read_text()


def _write(path: Path, content: str, mode: int, account: Account | None) -> None:
    write_private(path, content)
    path.chmod(mode)
    own(path, account)


def _environment(folder: Path, chosen: dict[str, int], node: Node) -> dict[str, str]:
    """Everything that makes the node private; nothing of the caller's own RabbitMQ leaks in."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        # Makes the start script become the node, instead of a shell that waits beside it.
        "RUNNING_UNDER_SYSTEMD": "true",
        "ERL_CRASH_DUMP_SECONDS": "0",
        "RABBITMQ_NODENAME": node.erlang_name,
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
            + (" -kernel net_ticktime 8" if node.peers else "")
        ),
    }

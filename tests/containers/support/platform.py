"""The platform as docker-compose.yml starts it, under a name and with volumes of its own."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .engine import Engine

SERVICES = ("pandkalender", "databank", "enforcement", "registry", "reporting")
NIGHTLY = (*(f"{service}-backup" for service in SERVICES), "completeness")
WATCHING = (*NIGHTLY, "certificates")
"""What stays beside the platform, with the profile ``backup``."""
LASTING = ("broker", "database", *SERVICES, "login", "proxy")
ASK = """
import ssl, urllib.request
context = ssl.create_default_context(cafile="/secrets/public/ca.crt")
address = "https://{host}:9000/metrics"
print(urllib.request.urlopen(address, context=context).read().decode())
"""
START_SECONDS = 360
"""From built images to a healthy platform, at most."""


class Platform:
    def __init__(
        self,
        engine: Engine,
        name: str,
        settings: Mapping[str, str] | None = None,
        file: str | None = None,
    ) -> None:
        self.engine = engine
        self.name = name
        self.port = _free_port()
        self.settings = {
            "KRACHTLIJN_HTTPS_PORT": str(self.port),
            "KRACHTLIJN_URL_PORT": f":{self.port}",
            **(settings or {}),
        }
        self._file = ["--env-file", file] if file else []
        self._profiles: tuple[str, ...] = ()

    @contextmanager
    def running(self, *profiles: str) -> Iterator["Platform"]:
        """Up, healthy, and in the end gone with all it kept."""
        self._profiles = profiles
        self.down()
        try:
            with self.engine.watch_health(self.name):
                with self.engine.timed(f"{self.name} healthy"):
                    self.up()
                    self.wait_healthy(*LASTING)
                yield self
        finally:
            self.down()

    def up(self, *services: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Start what does not run, in the order that docker-compose.yml gives."""
        return self.compose("up", "--detach", "--no-build", *services, check=check)

    def wait_healthy(self, *services: str) -> None:
        until = time.monotonic() + START_SECONDS
        while waiting := [name for name in services if self.health(name) != "healthy"]:
            if time.monotonic() > until:
                ends = "\n".join(f"{name}:\n{self.logs(name)[-2000:]}" for name in waiting)
                raise AssertionError(f"not healthy: {', '.join(waiting)}\n{ends}")
            time.sleep(1)

    def down(self) -> None:
        self.compose("down", "--volumes", "--timeout", "20", check=False)

    def compose(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self._run(*self._command, *arguments, check=check)

    def script(self, path: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A script of the tree that drives compose, as the host's administrator runs it."""
        compose = f"KRACHTLIJN_COMPOSE={' '.join(self._command)}"
        return self._run(compose, path, *arguments, check=False)

    @property
    def _command(self) -> list[str]:
        profiles = [part for profile in self._profiles for part in ("--profile", profile)]
        return ["docker-compose", "--project-name", self.name, *self._file, *profiles]

    def _run(self, *command: str, check: bool) -> subprocess.CompletedProcess[str]:
        settings = [f"{name}={value}" for name, value in self.settings.items()]
        return self.engine.run(["env", *settings, *command], check=check)

    def exec(
        self, service: str, *command: str, user: str | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        given = ["--user", user] if user else []
        return self.compose("exec", "--no-TTY", *given, service, *command, check=check)

    def operate(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of ``krachtlijn``, as whoever operates the platform gives it."""
        return self.compose("run", "--rm", "--no-TTY", "operator", *command, check=False)

    def logs(self, service: str) -> str:
        return self.compose("logs", "--no-log-prefix", service).stdout

    def containers(self) -> dict[str, dict[str, Any]]:
        """Every container by service, as podman describes it."""
        ids = self.compose("ps", "--all", "--quiet").stdout.split()
        label = "com.docker.compose.service"
        return {each["Config"]["Labels"][label]: each for each in self.engine.inspect(*ids)}

    def health(self, service: str) -> str:
        state = self.containers()[service]["State"]
        return str((state.get("Health") or {}).get("Status") or state["Status"])

    def metrics(self, host: str) -> dict[str, float]:
        """What a container that watches shows, by series, as Prometheus reads it."""
        script = ASK.format(host=host)
        told = self.exec("completeness", "python", "-c", script, check=False).stdout
        lines = (line.rpartition(" ") for line in told.splitlines() if not line.startswith("#"))
        return {series: float(value) for series, _, value in lines if series}

    def volume(self, name: str) -> Path:
        """Where the host keeps a volume."""
        found = self.engine.inspect(f"{self.name}_{name}", kind="volume")
        return Path(found[0]["Mountpoint"])

    @property
    def url(self) -> str:
        return f"https://{{service}}.localhost:{self.port}"

    @property
    def ca(self) -> Path:
        return self.volume("secrets-public") / "ca.crt"

    @property
    def issuer_keys(self) -> Path:
        return self.volume("secrets-issuers")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""A container engine of this checkout's own: Debian's podman with storage under ``.run``.

Its service speaks Docker's language to Debian's ``docker-compose``. Nothing of it is shared with
what the machine runs besides, and `stop` leaves images alone, so that the next run is quick.

Containers live in a network of their own kind: a namespace in which there is no way out at all, so
that their bridges disturb nobody and a platform that starts there needs nothing from elsewhere.
Only images are built outside it.
"""

import hashlib
import json
import os
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PACKAGES = (
    *("podman", "buildah", "runc", "docker-compose", "debootstrap", "netavark", "aardvark-dns"),
    *("nftables", "iptables", "tcpdump", "ca-certificates", "iproute2", "util-linux"),
)
WORLD = "192.0.2.1"
"""An address of the namespace that is on no bridge: it stands for the world outside (RFC 5737)."""
SERVICE_SECONDS = 30.0
HEALTH_SECONDS = 2.0
ILL_SECONDS, WELL_SECONDS = 4.0, 15.0
"""After how long somebody is asked again: asking costs three processes each time."""
CHECKED = ("(starting)", "(healthy)", "(unhealthy)")
"""How podman marks a container that has a check of health."""


class Engine:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".run" / "containers"
        mark = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        self._runtime = Path("/run") / f"krachtlijn-containers-{mark}"
        self.socket = self._runtime / "podman.sock"
        self._service: subprocess.Popen[bytes] | None = None
        self._outside: int | None = None
        self._seconds: dict[str, float] = {}
        self.environment = {
            **os.environ,
            "CONTAINERS_STORAGE_CONF": str(self.folder / "storage.conf"),
            "CONTAINERS_CONF": str(self.folder / "containers.conf"),
            "PODMAN_IGNORE_CGROUPSV1_WARNING": "1",
            "BUILDAH_ISOLATION": "chroot",
            "BUILDAH_FORMAT": "docker",  # the only one that knows a check of health
            "DISABLE_HC_SYSTEMD": "true",  # `watch_health` asks, where there is no systemd
            "DOCKER_HOST": f"unix://{self.socket}",
        }

    def start(self) -> None:
        self._runtime.mkdir(mode=0o700, exist_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._configure()
        self._enter_own_network()
        self.socket.unlink(missing_ok=True)
        log = (self.folder / "podman.log").open("ab")
        self._service = subprocess.Popen(
            ["podman", "system", "service", "--time=0", f"unix://{self.socket}"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        until = time.monotonic() + SERVICE_SECONDS
        while not self.socket.exists():
            if self._service.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"podman does not start: see {self.folder / 'podman.log'}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self._service is not None:
            self._service.terminate()
            self._service.wait(timeout=30)

    def _enter_own_network(self) -> None:
        """For this thread, those that it starts from now on, and the engine."""
        if self._outside is None:
            self._outside = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
            os.unshare(os.CLONE_NEWNET)
            for words in ("link set lo up", f"address add {WORLD}/32 dev lo"):
                self.run(["ip", *words.split()])

    def build(self, *arguments: str) -> None:
        self.run(["nice", "-n", "5", "buildah", "build", *arguments], outside=True)

    def podman(self, *arguments: str, check: bool = True, stdin: Any = None) -> str:
        """What podman answers; an error carries what it said."""
        done = self.run(["podman", *arguments], check=check, stdin=stdin)
        return done.stdout

    def run(
        self,
        command: Sequence[str],
        *,
        check: bool = True,
        stdin: Any = None,
        outside: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        """A program of this machine; ``outside`` with its network, in place of the containers'."""
        if outside:
            command = ["nsenter", f"--net=/proc/{os.getpid()}/fd/{self._outside}", "--", *command]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.root,
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode != 0:
            raise RuntimeError(
                f"{' '.join(command[:6])}: {done.stderr[-4000:]}{done.stdout[-2000:]}"
            )
        return done

    def inspect(self, *names: str, kind: str = "container") -> list[dict[str, Any]]:
        return json.loads(self.podman("inspect", "--type", kind, *names)) if names else []

    def image(self, name: str) -> dict[str, Any] | None:
        """The image of this name, when it is here."""
        done = self.run(["podman", "image", "inspect", name], check=False)
        return json.loads(done.stdout)[0] if done.returncode == 0 else None

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Keep how long something took, in ``.run/containers/seconds.json``."""
        begun = time.monotonic()
        yield
        self._seconds[what] = round(time.monotonic() - begun, 1)
        (self.folder / "seconds.json").write_text(json.dumps(self._seconds, indent=2) + "\n")

    @contextmanager
    def watch_health(self, project: str) -> Iterator[None]:
        """Ask every container of a project how it is, as systemd's timers do elsewhere."""
        stop = threading.Event()

        def watch() -> None:
            words = ["ps", "--format", "{{.ID}} {{.Status}}"]
            words += ["--filter", f"label=com.docker.compose.project={project}"]
            asked: dict[str, float] = {}
            with ThreadPoolExecutor(2) as pool:
                while not stop.wait(HEALTH_SECONDS):
                    now, due = time.monotonic(), []
                    for line in self.podman(*words, check=False).splitlines():
                        container, _, status = line.partition(" ")
                        if not status.endswith(CHECKED):
                            continue
                        rest = WELL_SECONDS if status.endswith("(healthy)") else ILL_SECONDS
                        if now - asked.get(container, 0.0) >= rest:
                            asked[container] = now
                            due.append(container)
                    list(pool.map(self._ask, due))

        thread = threading.Thread(target=watch, name="health", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _ask(self, container: str) -> None:
        self.podman("healthcheck", "run", container, check=False)

    def _configure(self) -> None:
        driver = "overlay" if _has_overlay(self.folder) else "vfs"
        (self.folder / "storage.conf").write_text(
            f'[storage]\ndriver = "{driver}"\ngraphroot = "{self.folder / "storage"}"\n'
            f'runroot = "{self._runtime / "storage"}"\n'
        )
        limits = [f"{name}={_hard(number)}" for name, number in _LIMITS.items()]
        (self.folder / "containers.conf").write_text(
            f"[containers]\ndefault_ulimits = {json.dumps(limits)}\n"
            '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
            f'[network]\nnetwork_config_dir = "{self.folder / "networks"}"\n'
        )


_LIMITS = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}


def _hard(number: int) -> str:
    """The most that this machine gives: podman asks for more, and fails."""
    _, hard = resource.getrlimit(number)
    return f"{hard}:{hard}"


def _has_overlay(folder: Path) -> bool:
    """Whether the kernel can lay folders over each other here; a copy of each layer is slower."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        for name in ("lower", "upper", "work", "merged"):
            (Path(place) / name).mkdir()
        options = f"lowerdir={place}/lower,upperdir={place}/upper,workdir={place}/work"
        merged = f"{place}/merged"
        done = subprocess.run(
            ["mount", "-t", "overlay", "overlay", "-o", options, merged],
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            subprocess.run(["umount", merged], check=True)
        return done.returncode == 0


def why_not() -> str | None:
    """What keeps containers from running here, in a sentence; installs programs where it may."""
    if os.geteuid() != 0:
        return "containers are run by root here: run this as root"
    missing = [
        name
        for name in ("podman", "buildah", "runc", "docker-compose", "debootstrap", "tcpdump")
        if not shutil.which(name)
    ]
    if missing and shutil.which("apt-get"):
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *PACKAGES)
        missing = [name for name in missing if not shutil.which(name)]
    if missing:
        return (
            f"missing: {', '.join(missing)}; install them with apt-get install {' '.join(PACKAGES)}"
        )
    return None


def _apt(*arguments: str) -> None:
    subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )

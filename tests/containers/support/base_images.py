"""Images that docker-compose.yml takes from others, where no registry can be reached.

Debian is made by ``debootstrap``; RabbitMQ, PostgreSQL and Caddy are Debian's packages in images of
the official names, with entrypoints that behave like the official ones as far as they are used.
Each is made once, and again when its recipe changes.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from .engine import Engine

RECIPE = "krachtlijn.recipe"
STAND_INS = Path(__file__).parents[1] / "stand_ins"
LEFT_OUT = (
    *("./var/cache/apt/archives/*.deb", "./var/cache/apt/*.bin", "./var/lib/apt/lists/*"),
    *("./usr/share/doc/*", "./usr/share/man/*", "./usr/share/info/*", "./usr/share/locale/*"),
)
"""What Debian's own slim images leave out too."""
APT = Path("/etc/apt")


def ensure_debian(engine: Engine, image: str) -> None:
    if engine.image(image):
        return
    place = engine.folder / "debian"
    shutil.rmtree(place, ignore_errors=True)
    engine.run(["debootstrap", "--variant=minbase", "trixie", str(place), *_mirror()], outside=True)
    _give_package_sources(place)
    excluded = [f"--exclude={pattern}" for pattern in LEFT_OUT]
    tar = subprocess.Popen(["tar", "-C", str(place), *excluded, "-c", "."], stdout=subprocess.PIPE)
    engine.podman("import", "-q", "-", image, stdin=tar.stdout)
    tar.wait()
    shutil.rmtree(place)


def ensure_stand_in(engine: Engine, image: str, base: str) -> None:
    """The stand-in of an official image, as ``docker.io/library/postgres:17.11``."""
    folder = STAND_INS / image.rpartition("/")[2].partition(":")[0]
    recipe = _digest(folder, str((engine.image(base) or {})["Id"]))
    found = engine.image(image)
    if found and (found.get("Labels") or {}).get(RECIPE) == recipe:
        return
    named = ["--label", f"{RECIPE}={recipe}", "-t", image]
    engine.build("-q", "--build-arg", f"BASE={base}", *named, str(folder))


def has_stand_in(image: str) -> bool:
    return (STAND_INS / image.rpartition("/")[2].partition(":")[0]).is_dir()


def _digest(folder: Path, base: str) -> str:
    content = hashlib.sha256(base.encode())
    for path in sorted(folder.iterdir()):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def _mirror() -> list[str]:
    """Where this machine gets Debian from."""
    done = subprocess.run(
        [
            "apt-get",
            "indextargets",
            "--format",
            "$(REPO_URI)",
            "Created-By: Packages",
            "Codename: trixie",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return [uri for uri in done.stdout.split() if uri.startswith("http")][:1]


def _give_package_sources(place: Path) -> None:
    """Let builds use the sources of packages that this machine uses, but for its own folders."""
    for name in ("apt.conf.d", "auth.conf.d", "keyrings", "trusted.gpg.d"):
        shutil.copytree(APT / name, place / "etc/apt" / name, dirs_exist_ok=True)
    sources = [APT / "sources.list", *(APT / "sources.list.d").glob("*")]
    remote = [path for path in sources if path.is_file() and "file:" not in path.read_text()]
    if not remote:
        return
    (place / "etc/apt/sources.list").unlink(missing_ok=True)
    for path in remote:
        shutil.copy(path, place / path.relative_to("/"))

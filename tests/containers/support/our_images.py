"""Images of this checkout, built as docker-compose.yml says, with this machine's own settings."""

import json
import os
import ssl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from . import base_images
from .engine import Engine

COMPOSE = ("docker-compose", "--project-directory", ".", "--profile", "*")
LARGEST = "enforcement"
"""The image with the most packages."""
OFFICIAL, OURS = "docker.io/library/", "docker.io/"


def ensure(engine: Engine) -> dict[str, str]:
    """Every image of docker-compose.yml that can be had here; ours by the name of their service."""
    debian = OFFICIAL + _default(engine.root / "Dockerfile", "ARG BASE=")
    ours = {}
    with engine.timed("base images"):
        base_images.ensure_debian(engine, debian)
        for service in described(engine)["services"].values():
            image = service["image"]
            if "build" in service:
                arguments = service["build"]["args"]
                ours[arguments["SERVICE"]] = OURS + image, arguments
            elif base_images.has_stand_in(image):
                base_images.ensure_stand_in(engine, OFFICIAL + image, debian)
    with engine.timed("our images"):
        _build_missing(engine, ours)
    return {name: image for name, (image, _) in ours.items()}


def _build_missing(engine: Engine, ours: dict[str, tuple[str, dict[str, str]]]) -> None:
    missing = [name for name, (image, _) in ours.items() if not _is_of_this_commit(engine, image)]
    if missing:
        first, *others = sorted(missing, key=lambda name: name != LARGEST)
        build(engine, *ours[first])  # what all share is built, and what they need fetched, once
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: build(engine, *ours[name]), others))


def described(engine: Engine) -> dict[str, Any]:
    """docker-compose.yml as compose reads it, every profile included."""
    document: dict[str, Any] = json.loads(
        engine.run([*COMPOSE, "config", "--format", "json"]).stdout
    )
    return document


def build(engine: Engine, image: str, arguments: dict[str, str], *options: str) -> None:
    moment = _last_change(engine)
    given = {**arguments, "REVISION": _commit(engine), "SOURCE_DATE_EPOCH": moment}
    words = ["--layers", "--timestamp", moment, "-t", image]
    for name, value in given.items():
        words += ["--build-arg", f"{name}={value}"]
    engine.build(*words, *_of_this_machine(), *options, ".")


def _commit(engine: Engine) -> str:
    return engine.run(["git", "rev-parse", "HEAD"]).stdout.strip()


def _is_of_this_commit(engine: Engine, image: str) -> bool:
    """Whether an image that is here would not change if it were built again."""
    labels = (engine.image(image) or {}).get("Labels") or {}
    changed = engine.run(["git", "status", "--porcelain"]).stdout.strip()
    return labels.get("org.opencontainers.image.revision") == _commit(engine) and not changed


def _last_change(engine: Engine) -> str:
    """When something was last committed that an image is made of: until then layers are reused."""
    ignored = (engine.root / ".dockerignore").read_text().splitlines()
    parts = ["Dockerfile", *(line[1:] for line in ignored if line.startswith("!"))]
    return engine.run(["git", "log", "-1", "--format=%ct", "--", *parts]).stdout.strip()


def _of_this_machine() -> list[str]:
    """What pip and uv need to know to reach a package index from here; it enters no image."""
    authorities = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    home = Path.home()
    places = {
        "ca": [Path(authorities)] if authorities else [],
        "pip": [Path("/etc/pip.conf"), home / ".config/pip/pip.conf", home / ".pip/pip.conf"],
        "uv": [Path("/etc/uv/uv.toml"), home / ".config/uv/uv.toml"],
    }
    given = []
    for name, candidates in places.items():
        present = [path for path in candidates if path.is_file()]
        if present:
            given += ["--secret", f"id={name},src={present[0]}"]
    return given


def _default(dockerfile: Path, prefix: str) -> str:
    lines = dockerfile.read_text().splitlines()
    return next(line.removeprefix(prefix) for line in lines if line.startswith(prefix))

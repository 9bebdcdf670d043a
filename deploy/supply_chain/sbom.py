"""The parts of every image, as CycloneDX: ``.run/sbom/<image>.cdx.json``.

From the lock files alone, so the same commit gives the same list: packages with the digests of what
is downloaded, and the pages' scripts, styles and fonts. The list in an image itself
(``/usr/share/sbom/krachtlijn.cdx.json``) has the packages of the distribution too, by their entries
in dpkg's database: they are those of the day on which it was built.
"""

import argparse
import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterable
from email import message_from_string
from pathlib import Path
from typing import Any
from urllib.parse import quote

from images import ASSETS, EXTRAS, LEFT_OUT, PACKAGES, ROOT

from contracts import SERVICES


def main() -> None:
    parser = argparse.ArgumentParser(description="List the parts of images, as CycloneDX.")
    parser.add_argument("target", type=Path, nargs="?", default=ROOT / ".run" / "sbom")
    parser.add_argument("--image", choices=PACKAGES, help="one image, into the file TARGET")
    parser.add_argument(
        "--dpkg", type=Path, nargs="*", default=[], help="folders with entries of dpkg's database"
    )
    given = parser.parse_args()
    if given.image:
        write(given.target, parts_of(given.image, of_distribution(given.dpkg)))
        return
    for image in PACKAGES:
        path = given.target / f"{image}.cdx.json"
        write(path, parts_of(image))
        print(path)


def write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1) + "\n")


def parts_of(image: str, distribution: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    document = exported(image)
    root = document["metadata"]["component"]
    document["metadata"].pop("timestamp", None)
    root |= {"type": "container", "name": f"krachtlijn/{image}"}
    if set(PACKAGES[image]) & set(SERVICES):
        assets = of_assets()
        document["components"] += assets
        document["dependencies"] += [{"ref": asset["bom-ref"]} for asset in assets]
    document["components"] += distribution
    document["components"].sort(key=lambda part: (part["name"], part.get("version", "")))
    document.pop("serialNumber", None)
    content = json.dumps(document, sort_keys=True)
    return {**document, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"}


def exported(image: str) -> dict[str, Any]:
    options = [part for name in PACKAGES[image] for part in ("--package", name)]
    options += [part for name in EXTRAS.get(image, ()) for part in ("--extra", name)]
    options += [part for name in LEFT_OUT.get(image, ()) for part in ("--no-emit-package", name)]
    done = subprocess.run(  # noqa: S603
        [uv(), "export", "--quiet", "--frozen", "--no-dev", "--format", "cyclonedx1.5", *options],
        cwd=ROOT,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
        capture_output=True,
        text=True,
        check=True,
    )
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def uv() -> str:
    """The one that the environment was made with."""
    own = ROOT / ".run" / "tools" / "uv" / "bin" / "uv"
    return str(own) if own.exists() else shutil.which("uv") or "uv"


def of_distribution(folders: Iterable[Path]) -> list[dict[str, Any]]:
    entries = [
        message_from_string(path.read_text()) for folder in folders for path in folder.iterdir()
    ]
    return [
        {
            "type": "library",
            "bom-ref": f"deb:{entry['Package']}@{entry['Version']}",
            "name": entry["Package"],
            "version": entry["Version"],
            "purl": f"pkg:deb/debian/{quote(entry['Package'])}@{quote(entry['Version'])}"
            f"?arch={entry['Architecture']}&distro=debian-13",
        }
        for entry in entries
    ]


def of_assets() -> list[dict[str, Any]]:
    lock = json.loads((ROOT / "deploy" / "assets" / "package-lock.json").read_text())
    return [asset(name, lock["packages"][f"node_modules/{name}"]) for name in ASSETS]


def asset(name: str, locked: dict[str, Any]) -> dict[str, Any]:
    version = locked["version"]
    return {
        "type": "library",
        "bom-ref": f"npm:{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:npm/{name.replace('@', '%40')}@{version}",
    }


if __name__ == "__main__":
    main()

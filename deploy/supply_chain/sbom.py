"""The parts of every image, as CycloneDX: ``.run/sbom/<image>.cdx.json``.

From the lock files alone, so the same commit gives the same list: packages with the digests of what
is downloaded, and the pages' scripts, styles and fonts. The packages of the distribution are in the
image.s own database (``/var/lib/dpkg/status.d``).
"""

import json
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from images import ASSETS, EXTRAS, PACKAGES, ROOT

from contracts import SERVICES


def main(arguments: list[str]) -> int:
    target = Path(arguments[0]) if arguments else ROOT / ".run" / "sbom"
    target.mkdir(parents=True, exist_ok=True)
    for image in PACKAGES:
        path = target / f"{image}.cdx.json"
        path.write_text(json.dumps(parts_of(image), indent=1) + "\n")
        print(path)
    return 0


def parts_of(image: str) -> dict[str, Any]:
    document = exported(image)
    root = document["metadata"]["component"]
    document["metadata"].pop("timestamp", None)
    root |= {"type": "container", "name": f"krachtlijn/{image}"}
    if set(PACKAGES[image]) & set(SERVICES):
        assets = of_assets()
        document["components"] += assets
        document["dependencies"] += [{"ref": asset["bom-ref"]} for asset in assets]
    document["components"].sort(key=lambda part: (part["name"], part.get("version", "")))
    document.pop("serialNumber", None)
    content = json.dumps(document, sort_keys=True)
    return {**document, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"}


def exported(image: str) -> dict[str, Any]:
    options = [part for name in PACKAGES[image] for part in ("--package", name)]
    options += [part for name in EXTRAS.get(image, ()) for part in ("--extra", name)]
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
    sys.exit(main(sys.argv[1:]))

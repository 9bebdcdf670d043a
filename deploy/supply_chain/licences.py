"""The licences of everything that ships in an image: ``docs/licences.md``, written or checked.

What ships is what ``uv.lock`` says of the services, the operators' command and the simulator on
Linux, and of the pages' scripts, styles and fonts what their lock file says. A licence that is not
in ``ALLOWED`` is refused: a person decides, and either writes it down there or takes another
package.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from images import ASSETS, EXTRAS, PACKAGES, ROOT
from packaging.markers import Marker

from contracts import SERVICES

LIST = ROOT / "docs" / "licences.md"
IMAGE = {"python_version": "3.13", "python_full_version": "3.13.5", "sys_platform": "linux"}
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0",
    "MIT-CMU", "OFL-1.1", "PSF-2.0", "Zlib",
    "LGPL-2.1-or-later",  # as a library of its own, unchanged, that anybody can replace
    "MPL-2.0",  # the same, file by file
}  # fmt: skip
OLD_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD-0-Clause": "0BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""For packages that do not say it in the way of SPDX yet."""
READ_IN_ITS_FILE = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # what it builds in is as free: BUILD_LICENSES
    "pyrage": "MIT",
}
"""Of packages whose metadata names none that is known: what their own files say, as read."""
HEADER = """# Licences

What ships in the images beside our own work and the packages of the distribution; made by
`make licences`, checked by `make check`. A licence that is not allowed is refused
(`deploy/supply_chain/licences.py`). Which versions: `uv.lock`, `deploy/assets/package-lock.json`,
or the list of one image, `make sbom`.

"""


def main(arguments: list[str]) -> int:
    licences = dict(sorted({**of_packages(), **of_assets()}.items()))
    refused = {name: text for name, (text, _) in licences.items() if not allowed(text)}
    for name, text in refused.items():
        print(f"{name} has the licence {text or 'unknown'}, which is not in ALLOWED.")
    text = HEADER + table(licences)
    if "--check" in arguments:
        if not LIST.exists() or LIST.read_text() != text:
            print("docs/licences.md is not what the lock files say: run make licences.")
            return 1
    elif not refused:
        LIST.write_text(text)
    return 1 if refused else 0


def allowed(expression: str) -> bool:
    """Whether every licence that the expression names is allowed, chosen from or not."""
    names = re.findall(r"[\w.+-]+", re.sub(r"\b(AND|OR|WITH)\b", " ", expression))
    return bool(names) and set(names) <= ALLOWED


def of_packages() -> dict[str, tuple[str, str]]:
    """Licence, and who has it, by package."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    packages = {package["name"]: package for package in lock["package"]}
    ours = {name for name, package in packages.items() if "registry" not in package["source"]}
    users: dict[str, list[str]] = {}
    for image in PACKAGES:
        for name in closure(image, packages) - ours:
            users.setdefault(name, []).append(image)
    return {name: (licence(name), used_by(images)) for name, images in users.items()}


def closure(image: str, packages: dict[str, Any]) -> set[str]:
    seen: set[tuple[str, str]] = set()
    ahead = [(name, extra) for name in PACKAGES[image] for extra in ("", *EXTRAS.get(image, ()))]
    while ahead:
        place = ahead.pop()
        if place not in seen:
            seen.add(place)
            ahead += needs(packages[place[0]], place[1])
    return {name for name, _ in seen}


def needs(package: dict[str, Any], extra: str) -> Iterator[tuple[str, str]]:
    """Packages, each without an extra and with those asked for."""
    listed = package.get("optional-dependencies", {}).get(extra, [])
    for entry in listed if extra else package.get("dependencies", []):
        if "marker" in entry and not Marker(entry["marker"]).evaluate(IMAGE):
            continue
        yield entry["name"], ""
        for more in entry.get("extra", []):
            yield entry["name"], more


def licence(name: str) -> str:
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classifiers = [
        OLD_NAMES.get(classifier.rpartition(" :: ")[2], classifier)
        for classifier in about.get_all("Classifier") or []
        if classifier.startswith("License :: ")
    ]
    said = " OR ".join(sorted(classifiers)) or str(about.get("License") or "")
    return READ_IN_ITS_FILE.get(name) or said


def used_by(images: list[str]) -> str:
    if set(SERVICES) <= set(images):
        return "every service"
    if set(SERVICES) & set(images):  # operations migrates the tables of all
        images = [image for image in images if image != "operations"]
    return ", ".join(images)


def of_assets() -> dict[str, tuple[str, str]]:
    lock = json.loads((ROOT / "deploy" / "assets" / "package-lock.json").read_text())
    return {
        name: (OLD_NAMES.get(text, text), "pages of every service")
        for name in ASSETS
        for text in [lock["packages"][f"node_modules/{name}"]["license"]]
    }


def table(licences: dict[str, tuple[str, str]]) -> str:
    rows = [("Package", "Licence", "In"), ("---", "---", "---")]
    rows += [(name, *rest) for name, rest in licences.items()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

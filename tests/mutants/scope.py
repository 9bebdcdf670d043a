"""What is mutated, and which tests stand for it: rules, the matcher, disclosure control, the bus
and the shields."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = os.environ.get("KRACHTLIJN_MUTANTS")
"""The folder of a run that shares nothing with the one that goes on night after night."""
FOLDER = Path(OWN) if OWN else ROOT / ".run" / "mutants"
"""What stays between runs, and the result."""
NO_RULES = {"__init__.py", "kernel.py"}
"""``linkage/kernel.py`` finds compiled modules."""


@dataclass(frozen=True)
class Package:
    """A package as its share is told: its files, and the folders of tests that should notice."""

    name: str
    files: tuple[str, ...]
    """Patterns below the root."""
    tests: tuple[str, ...]
    own: int = 1
    """So many of these folders, the first ones, are asked by a quick run too."""

    def sources(self, root: Path) -> Iterator[str]:
        """Paths below the root, in order."""
        yield from sorted(
            {
                path.relative_to(root).as_posix()
                for pattern in self.files
                for path in root.glob(pattern)
                if path.name not in NO_RULES and "migrations" not in path.parts
            }
        )


def _service(name: str, *more: str) -> Package:
    source = f"services/{name}/src/{name}"
    rules = (f"{source}/**/rules/**/*.py", f"{source}/**/rules.py")
    return Package(
        name, (*rules, *(f"{source}/{each}" for each in more)), (f"services/{name}/tests",)
    )


PACKAGES = (
    Package(
        "linkage",
        ("linkage/src/linkage/*.py",),
        ("linkage/tests", "services/databank/tests/matching"),
    ),
    Package(
        "disclosure",
        ("disclosure/src/disclosure/*.py",),
        ("disclosure/tests", "services/registry/tests/disclosure"),
    ),
    Package(
        "bus",
        ("chassis/src/chassis/bus/**/*.py",),
        ("chassis/tests", "tests/operating", "tests/rebuild"),
        own=2,  # what operators ask of it; a rebuild needs a city of some weeks
    ),
    _service("registry"),
    _service("reporting"),
    _service("enforcement"),
    _service("databank", "access/shields/*.py"),
    _service("pandkalender"),
)
"""``linkage/evaluation`` judges the matcher and is no part of it."""


def chosen(patterns: Iterable[str], root: Path) -> dict[Package, list[str]]:
    """The files to mutate per package: all, or those that a pattern, folder or package names."""
    wanted = list(patterns)

    def meant(package: Package, path: str) -> bool:
        return not wanted or any(
            each == package.name
            or path.startswith(each.rstrip("/") + "/")
            or Path(path).match(each)
            for each in wanted
        )

    found = {
        package: [path for path in package.sources(root) if meant(package, path)]
        for package in PACKAGES
    }
    return {package: paths for package, paths in found.items() if paths}

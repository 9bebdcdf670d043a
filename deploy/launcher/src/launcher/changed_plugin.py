"""Only the tests that a change concerns: ``--changed-since main``, for who works on one package.

Services never import each other, so a change in one concerns its own tests, and the crossing ones
(``tests/``) that import it, name it or ask all services. Packages stand on each other as their
``pyproject.toml`` declares it. What belongs to no package (a workflow, the Makefile) concerns
every test; a document, those of the house. A test module counts as it stands with the modules of
its own tree that it imports, so a changed support module brings along whoever uses it.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from subprocess import run

import pytest

CROSSING = "tests"
HOUSE = "tests/house"
"""Rules of the tree as a whole: any change may break one."""
EVERY_SERVICE = re.compile(r"\bSERVICES\b")
FOUNDATIONS = {"contracts", "chassis"}
"""All services run on these, so every crossing test does."""


@cache
def text_of(path: Path) -> str:
    return path.read_text()


@cache
def imports_of(path: Path) -> tuple[ast.ImportFrom, ...]:
    nodes = ast.walk(ast.parse(text_of(path)))
    return tuple(node for node in nodes if isinstance(node, ast.ImportFrom))


class Checkout:
    """The packages of a checkout, and what its tests use of them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._imported_by: dict[Path, tuple[Path, ...]] = {}

    @cached_property
    def packages(self) -> Mapping[str, Path]:
        """Package -> its folder, below the root."""
        found = {}
        for declared in [
            *self._root.glob("*/pyproject.toml"),
            *self._root.glob("*/*/pyproject.toml"),
        ]:
            name = tomllib.loads(declared.read_text())["project"]["name"].replace("-", "_")
            found[name] = declared.parent.relative_to(self._root)
        return found

    @cached_property
    def _uses(self) -> Mapping[str, set[str]]:
        uses = {}
        for name, folder in self.packages.items():
            project = tomllib.loads((self._root / folder / "pyproject.toml").read_text())["project"]
            words = {re.split(r"[\[<>=~ ]", each)[0] for each in project.get("dependencies", ())}
            uses[name] = {word.replace("-", "_") for word in words} & self.packages.keys()
        return uses

    def concerned(self, changed: Iterable[str]) -> frozenset[str] | None:
        """The packages whose code or foundation changed; None when it may be anything."""
        hit = set()
        for path in map(Path, changed):
            if path.suffix == ".md" or path.is_relative_to(CROSSING):
                continue
            package = self._package_of(path)
            if package is None:
                return None
            if "tests" not in path.relative_to(self.packages[package]).parts:
                hit.add(package)
        while more := {name for name, uses in self._uses.items() if uses & hit} - hit:
            hit |= more
        return frozenset(hit)

    def selects(self, module: Path, changed: frozenset[str], hit: frozenset[str] | None) -> bool:
        """Whether these changes concern a test module, ``changed`` and it below the root."""
        if hit is None or module.is_relative_to(HOUSE):
            return True
        closure = set(self._closure(module))
        if changed & {each.as_posix() for each in closure}:
            return True
        package = self._package_of(module)
        if package is not None:
            return package in hit
        text = "\n".join(text_of(self._root / each) for each in closure)
        return bool(hit & FOUNDATIONS or (hit and EVERY_SERVICE.search(text))) or any(
            re.search(rf"\b{name}\b", text) for name in hit
        )

    def _package_of(self, path: Path) -> str | None:
        within = (name for name, folder in self.packages.items() if path.is_relative_to(folder))
        return next(within, None)

    def _closure(self, module: Path) -> Iterator[Path]:
        """A test module, the ``conftest`` files above it, and all of its own tree it imports."""
        above = [each / "conftest.py" for each in module.parents if each != Path()]
        todo = [module, *(each for each in above if (self._root / each).exists())]
        seen: set[Path] = set()
        while todo:
            path = todo.pop()
            if path in seen:
                continue
            seen.add(path)
            yield path
            if path not in self._imported_by:
                self._imported_by[path] = tuple(self._imported(path))
            todo += self._imported_by[path]

    def _imported(self, path: Path) -> Iterator[Path]:
        for node in imports_of(self._root / path):
            if node.level:
                base = path.parents[node.level - 1]
            elif node.module and node.module.split(".")[0] == CROSSING:
                base = Path()
            else:
                continue
            place = base.joinpath(*(node.module or "").split(".")) if node.module else base
            for found in (place, *(place / alias.name for alias in node.names)):
                for file in (found.with_suffix(".py"), found / "__init__.py"):
                    if (self._root / file).is_file():
                        yield file


def changed_since(root: Path, revision: str) -> list[str]:
    """Files that differ from a revision, new ones too. Raises ``UsageError`` for none such."""
    listed = []
    for command in (
        ("diff", "--name-only", revision, "--"),
        ("ls-files", "-o", "--exclude-standard"),
    ):
        done = run(("git", *command), cwd=root, capture_output=True, text=True, check=False)  # noqa: S603, S607
        if done.returncode:
            raise pytest.UsageError(done.stderr.strip())
        listed += done.stdout.splitlines()
    return listed


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("selection")
    group.addoption("--changed-since", metavar="REVISION", help="only tests that changes concern")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    revision = config.getoption("--changed-since")
    if revision is None:
        return
    checkout = Checkout(config.rootpath)
    changed = frozenset(changed_since(config.rootpath, revision))
    hit = checkout.concerned(changed)
    chosen: dict[Path, bool] = {}
    for item in items:
        path = item.path.relative_to(config.rootpath)
        if path not in chosen:
            chosen[path] = checkout.selects(path, changed, hit)
    left_out = [item for item in items if not chosen[item.path.relative_to(config.rootpath)]]
    items[:] = [item for item in items if chosen[item.path.relative_to(config.rootpath)]]
    config.hook.pytest_deselected(items=left_out)

"""Which tests are asked about a mutant, and in which order: those that enter its function."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from .kept import Test
from .operators import Mutant
from .scope import Package


def test_files(copy: Path, package: Package, places: Iterable[str]) -> list[str]:
    """The package's files of tests whose path begins with one of the places, in order; without
    places all."""
    beginnings = tuple(places) or ("",)
    return sorted(
        name
        for folder in package.tests
        for path in (copy / folder).rglob("test_*.py")
        if (name := path.relative_to(copy).as_posix()).startswith(beginnings)
    )


def near(copy: Path, package: Package, path: str, *, own: bool = False) -> tuple[str, ...]:
    """How the paths of tests begin that are about the same capability, or about all of the service
    (timers, bounds); of a library only its ``own``."""
    parts = PurePosixPath(path).parts
    if parts[0] == "services":
        tests = f"services/{package.name}/tests"
        if (copy / tests / parts[4]).is_dir():
            return f"{tests}/{parts[4]}/", f"{tests}/test_"
    return tuple(f"{each}/" for each in (package.tests[: package.own] if own else package.tests))


@cache
def _words(path: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", path.read_text()))


@cache
def _functions(path: Path) -> dict[str, frozenset[str]]:
    """Of each function of a file, by its qualified name, the names that it uses."""
    found: dict[str, frozenset[str]] = {}

    def look(node: ast.AST, scope: tuple[str, ...]) -> None:
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.ClassDef):
                look(each, (*scope, each.name))
            elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                names = {part.id for part in ast.walk(each) if isinstance(part, ast.Name)}
                found[".".join((*scope, each.name))] = frozenset(names)

    look(ast.parse(path.read_bytes()), ())
    return found


def functions(copy: Path, package: Package) -> list[str]:
    """Every function that can be entered in the package's files."""
    return [
        f"{path}::{function}"
        for path in package.sources(copy)
        for function in _functions(copy / path)
    ]


def functions_of(copy: Path, package: Package, mutant: Mutant) -> frozenset[str]:
    """The functions to which the mutant matters: its own, or those that use what it binds."""
    if mutant.function:
        return frozenset({f"{mutant.path}::{mutant.function}"})
    names = set(mutant.names)
    return frozenset(
        f"{path}::{function}"
        for path in package.sources(copy)
        for function, used in _functions(copy / path).items()
        if used & names or (path == mutant.path and function.partition(".")[0] in names)
    )


def asked(
    copy: Path,
    package: Package,
    mutant: Mutant,
    tests: Sequence[Test],
    seconds: float,
) -> list[str]:
    """As many as take ``seconds`` together: of the capability before others, quick ones before slow
    ones; asked folder by folder."""
    concerned = functions_of(copy, package, mutant)
    names = set() if mutant.function else set(mutant.names)
    places = near(copy, package, mutant.path)

    def rank(test: Test) -> tuple[bool, float]:
        return not test.name.startswith(places), test.seconds

    fitting = sorted(
        (
            test
            for test in tests
            if concerned & test.entered
            or (names and names & _words(copy / test.name.partition("::")[0]))
        ),
        key=rank,
    )
    chosen: list[str] = []
    left = seconds
    for test in fitting:
        left -= test.seconds + OVERHEAD
        if left < 0 and chosen:
            break
        chosen.append(test.name)
    return together(chosen, places)


def together(tests: Sequence[str], places: tuple[str, ...]) -> list[str]:
    """Those of one folder one after the other, since the services that are set up for it go where
    the next one's begin: by the order of the places, then where most of them are.

    >>> together(["b/y.py::1", "a/x.py::2", "c/z.py::3", "b/y.py::4"], ("a/", "b/"))
    ['a/x.py::2', 'b/y.py::1', 'b/y.py::4', 'c/z.py::3']
    """
    count = Counter(_folder(test) for test in tests)

    def rank(test: str) -> tuple[int, int, str]:
        fitting = (nr for nr, place in enumerate(places) if test.startswith(place))
        folder = _folder(test)
        return next(fitting, len(places)), -count[folder], folder

    return sorted(tests, key=rank)


def _folder(test: str) -> str:
    return test.partition("::")[0].rpartition("/")[0]


OVERHEAD = 0.02
"""What a test costs besides its own seconds."""

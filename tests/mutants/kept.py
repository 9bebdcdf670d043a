"""What stays between runs (``.run/mutants``): which test reaches what, and how mutants ended."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from .operators import Mutant
from .scope import FOLDER, Package

Result = dict[str, Any]


@cache
def digest(path: Path) -> str:
    """Of a file, as it was when this process first asked."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""


@dataclass(frozen=True)
class Test:
    """A test that passes, and what it entered."""

    name: str
    seconds: float
    entered: frozenset[str]


class Reached:
    """Per file of tests, for one package: the tests that need no servers, and those that do."""

    def __init__(self, copy: Path, package: Package, functions: Iterable[str]) -> None:
        self._copy = copy
        self._functions = hashlib.sha256(repr(sorted(functions)).encode()).hexdigest()[:8]
        self._path = FOLDER / "reached" / f"{package.name}.json"
        self._kept: dict[str, dict[str, Any]] = {}
        if self._path.exists():
            self._kept = json.loads(self._path.read_text())

    def stale(self, files: Iterable[str], kind: str) -> list[str]:
        """The files of which it is not known what their tests reach today."""
        return [
            file
            for file in files
            if self._kept.get(f"{kind} {file}", {}).get("digest") != self._digest(file)
        ]

    def _digest(self, file: str) -> str:
        """A file of tests as it stands, and which functions there are to enter."""
        return f"{digest(self._copy / file)} {self._functions}"

    def note(self, files: list[str], kind: str, answers: Iterable[dict[str, Any]]) -> list[str]:
        """Keep what is noted, file after file; the tests that failed without any mutant."""
        red: list[str] = []
        by_file = groupby(answers, lambda answer: answer["test"].partition("::")[0])
        for file, noted in by_file:
            tests = list(noted)
            red += [test["test"] for test in tests if not test["passed"]]
            self._keep(
                kind,
                file,
                [[t["test"], t["seconds"], t["entered"]] for t in tests if t["passed"]],
            )
            files = [each for each in files if each != file]
        for file in files:
            self._keep(kind, file, [])
        return red

    def _keep(self, kind: str, file: str, tests: list[list[Any]]) -> None:
        self._kept[f"{kind} {file}"] = {"digest": self._digest(file), "tests": tests}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._kept))

    def tests(self, files: Iterable[str], kind: str) -> list[Test]:
        return [
            Test(name, seconds, frozenset(entered))
            for file in files
            for name, seconds, entered in self._kept.get(f"{kind} {file}", {}).get("tests", ())
        ]


class Results:
    """How each mutant ended, one line each, so that a run that was stopped goes on."""

    def __init__(self, copy: Path) -> None:
        self._copy = copy
        self._path = FOLDER / "results.jsonl"
        self._known: dict[str, Result] = {}
        if self._path.exists():
            for line in self._path.read_text().splitlines():
                result = json.loads(line)
                self._known[result["key"]] = result

    def key(self, mutant: Mutant) -> str:
        about = (mutant.path, digest(self._copy / mutant.path), mutant.begin, mutant.end)
        return hashlib.sha256(repr((*about, mutant.text)).encode()).hexdigest()[:20]

    def known(self, mutant: Mutant, tests: str) -> Result | None:
        """A kill holds as long as the test that killed stands as it is; a survival as long as no
        test of the package changed."""
        result = self._known.get(self.key(mutant))
        if result is None:
            return None
        if result["outcome"] == "killed":
            file = result["by"].partition("::")[0]
            return result if digest(self._copy / file) == result["test digest"] else None
        return result if result["tests digest"] == tests else None

    def keep(self, mutant: Mutant, tests: str, answer: dict[str, Any]) -> Result:
        by = answer.get("by", "").partition("::")[0]
        result = {
            "key": self.key(mutant),
            **answer,
            "tests digest": tests,
            "test digest": digest(self._copy / by) if by else "",
        }
        result.pop("id", None)
        self._known[result["key"]] = result
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a") as file:
            file.write(json.dumps(result) + "\n")
        return result

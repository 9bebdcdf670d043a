"""Try mutants of one package: pure tests first, in forks; then tests on a service that runs."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from . import choice, kept, scope
from .kept import Reached, Result, Results
from .operators import Mutant
from .processes import WARM, Worker
from .scope import Package

PURE, SANDBOX = "pure", "sandbox"
PURE_BUDGET, SANDBOX_BUDGET = 20.0, 30.0
"""Seconds of tests that are asked about one mutant, as they took without one."""
TOGETHER = 100
"""Mutants that are tried side by side, and to their end whatever the clock says."""
PATIENCE = 900.0
"""Seconds for collecting, or for one test that notes."""
UNDECIDED = ("elsewhere", "untrusted", "spoiled", "survived")
"""What does not end a mutant's trial."""
DOUBTS = 3
"""Times that a mutant which spoils the service is tried on a new one."""


@dataclass
class Bench:
    """The trial of one package's mutants."""

    copy: Path
    package: Package
    seed: int
    results: Results
    until: float
    """On the monotonic clock."""
    sandbox: bool = True
    wide: bool = False
    """Ask the slow tests too, and on servers all of the package, not only of the capability."""
    quick: bool = False
    """Ask only tests of the capability, and about nothing that is done at import."""
    tell: Callable[[Mutant, Result], None] = lambda mutant, result: None
    red: list[str] = field(default_factory=list)
    """Tests that failed without any mutant."""
    _sources: dict[str, bytes] = field(default_factory=dict)

    def run(self, mutants: Sequence[Mutant]) -> dict[Mutant, Result]:
        """How each ended; those for which no time was left are missing."""
        tests = self._digest()
        done: dict[Mutant, Result] = {}
        for part in _parts(mutants):
            if done and self._late():
                break
            done |= self._run(part, tests)
        return done

    def _run(self, mutants: Sequence[Mutant], tests: str) -> dict[Mutant, Result]:
        """All of them to their end: who counted only what was found in time would count kills,
        which come first."""
        results = {mutant: self.results.known(mutant, tests) for mutant in mutants}
        done = {mutant: result for mutant, result in results.items() if result is not None}
        last: dict[Mutant, dict[str, Any]] = {}

        def note(mutant: Mutant, answer: dict[str, Any]) -> None:
            if answer["outcome"] in UNDECIDED:
                last[mutant] = answer
                return
            done[mutant] = self.results.keep(mutant, tests, answer)
            self.tell(mutant, done[mutant])

        for kind in (PURE, SANDBOX) if self.sandbox else (PURE,):
            waiting = [mutant for mutant in mutants if mutant not in done]
            if waiting:
                self._stage(kind, waiting, note)
        for mutant in mutants:
            if mutant not in done:
                outcome = "survived" if mutant in last else "no test"
                answer = last.get(mutant, {}) | {"outcome": outcome}
                done[mutant] = self.results.keep(mutant, tests, answer)
                self.tell(mutant, done[mutant])
        return done

    def _late(self) -> bool:
        return time.monotonic() > self.until

    def _digest(self) -> str:
        """Of all tests that may be asked, what supports them, and how they are chosen."""
        whole = hashlib.sha256(f"{self.sandbox} {self.wide} {self.quick}".encode())
        for folder in self.package.tests:
            for file in sorted((self.copy / folder).rglob("*.py")):
                whole.update(kept.digest(file).encode())
        return whole.hexdigest()[:16]

    def source(self, path: str) -> bytes:
        if path not in self._sources:
            self._sources[path] = (self.copy / path).read_bytes()
        return self._sources[path]

    def _stage(
        self,
        kind: str,
        mutants: list[Mutant],
        note: Callable[[Mutant, dict[str, Any]], None],
    ) -> None:
        near = {each for mutant in mutants for each in self._near(mutant)}
        all_of_them = self.wide if kind == SANDBOX else not self.quick
        files = choice.test_files(self.copy, self.package, () if all_of_them else near)
        work = "forks" if kind == PURE else "here"
        with self._served(work, tests=files, slow=self.wide) as server:
            tests = self._reached(kind, files, server).tests(files, kind)
            budget = PURE_BUDGET if kind == PURE else SANDBOX_BUDGET
            asked = {
                mutant: chosen
                for mutant in mutants
                if (chosen := choice.asked(self.copy, self.package, mutant, tests, budget))
            }
            anew = {mutant: names for mutant, names in asked.items() if not mutant.function}

            def elsewhere(mutant: Mutant, answer: dict[str, Any]) -> None:
                if answer["outcome"] == "elsewhere":
                    anew[mutant] = asked[mutant]
                else:
                    note(mutant, answer)

            inside = {mutant: names for mutant, names in asked.items() if mutant.function}
            self._serve(server, inside, elsewhere)
        with self._served("anew", warm=WARM) as server:
            self._serve(server, anew, note)

    def _near(self, mutant: Mutant) -> tuple[str, ...]:
        return choice.near(self.copy, self.package, mutant.path, own=self.quick)

    def _reached(self, kind: str, files: list[str], server: "Server") -> Reached:
        reached = Reached(self.copy, self.package, choice.functions(self.copy, self.package))
        if stale := reached.stale(files, kind):
            server.order({"note": stale, "files": list(self.package.sources(self.copy))})
            self.red += reached.note(stale, kind, _until_noted(server.answers(PATIENCE)))
        return reached

    @contextmanager
    def _served(self, work: str, **job: Any) -> Iterator["Server"]:
        log = scope.FOLDER / "logs" / f"{self.package.name}-{work}.log"
        server = Server(lambda: Worker(self.copy, log, work, seed=self.seed, **job), work)
        try:
            yield server
        finally:
            server.end()

    def _serve(
        self,
        server: "Server",
        asked: dict[Mutant, list[str]],
        note: Callable[[Mutant, dict[str, Any]], None],
    ) -> None:
        for mutant, names in asked.items():
            source = self.source(mutant.path)
            order = {
                "path": mutant.path,
                "original": source.decode(),
                "mutated": mutant.source(source).decode(),
                "tests": names,
            }
            answer = server.tried(order)
            for _ in range(DOUBTS):
                if answer["outcome"] != "spoiled":
                    break
                answer = server.tried(order | {"doubted": answer["by"]})
            note(mutant, answer)


def _parts(mutants: Iterable[Mutant]) -> Iterator[list[Mutant]]:
    rest = iter(mutants)
    while part := list(islice(rest, TOGETHER)):
        yield part


def _until_noted(answers: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for answer in answers:
        if "noted" in answer:
            return
        yield answer
    raise RuntimeError("a worker ended while it noted: read .run/mutants/logs")


class Server:
    """A worker that is asked about mutants; one that does not answer, or whose service a mutant
    spoiled, is replaced."""

    SECONDS: ClassVar = {"forks": 600.0, "here": 300.0, "anew": 900.0}

    def __init__(self, begin: Callable[[], Worker], work: str) -> None:
        self._begin = begin
        self._seconds = self.SECONDS[work]
        self._worker: Worker | None = None

    def _there(self) -> Worker:
        if self._worker is None:
            self._worker = self._begin()
            if self._worker.answer(PATIENCE) is None:
                raise RuntimeError("no worker came up: read .run/mutants/logs")
        return self._worker

    def order(self, order: dict[str, Any]) -> None:
        self._there().order(order)

    def answers(self, seconds: float) -> Iterator[dict[str, Any]]:
        return self._there().answers(seconds)

    def tried(self, order: dict[str, Any]) -> dict[str, Any]:
        """How one mutant ended."""
        worker = self._there()
        worker.order(order | {"seconds": self._seconds})
        answer = worker.answer(self._seconds * 3)
        if answer is None or answer.pop("spoiled", False):
            self.end(patience=0 if answer is None else 60)
        if answer is None:
            return {"outcome": "killed", "how": "late", "by": order["tests"][0]}
        return answer

    def end(self, patience: float = 60) -> None:
        if self._worker is not None:
            self._worker.end(patience)
            self._worker = None


def sampled(mutants: Iterable[Mutant], seed: int, sample: int | None) -> list[Mutant]:
    """In an order that the seed gives, so that a run cut off is a sample as well."""

    def place(mutant: Mutant) -> str:
        about = f"{seed} {mutant.path} {mutant.function} {mutant.begin} {mutant.text}"
        return hashlib.sha256(about.encode()).hexdigest()

    return sorted(mutants, key=place)[:sample]

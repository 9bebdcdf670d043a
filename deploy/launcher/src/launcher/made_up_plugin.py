"""The same made-up data in each run: ids, and the numbers and names that tests make of them.

They decide what a service does: who is drawn for the blind sample, in which partition a key lies,
who sorts first. So ``uuid4()`` in a test's own code gives the next of a stream that begins with the
seed and the id of the test: it makes the same alone, among others and in any order. A fixture that
several tests share has a stream of its own, and what a module makes on import too. Hypothesis
begins with the same seed.

What services make for themselves stays chance, and so does ``secrets``: with that a test names what
it puts on servers that several runs share.
"""

import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

FIXED = 1
"""The seed of whoever asks for none: a failure is there again in the next run."""


class Streams:
    """Where made-up ids come from now: the innermost of what is being set up or run."""

    def __init__(self, seed: int = FIXED) -> None:
        self.seed = seed
        self._open: list[Random] = []
        self._of_imports: dict[str, Random] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        self._open.append(self._begun(name))
        try:
            yield
        finally:
            self._open.pop()

    def next_id(self, module: str) -> uuid.UUID:
        if self._open:
            stream = self._open[-1]
        else:
            stream = self._of_imports.setdefault(module, self._begun(module))
        return uuid.UUID(int=stream.getrandbits(128), version=4)

    def _begun(self, name: str) -> Random:
        return Random(f"{self.seed} {name}")  # noqa: S311 - no secret is made of it


streams = Streams()
_by_chance = uuid.uuid4


def is_of_tests(module: str) -> bool:
    """Whether it is a test, its conftest or its support, by the name under which it is imported."""
    return "tests" in module.split(".") or module.rpartition(".")[2].startswith("test_")


def _uuid4() -> uuid.UUID:
    module = sys._getframe(1).f_globals.get("__name__", "")
    return streams.next_id(module) if is_of_tests(module) else _by_chance()


uuid.uuid4 = _uuid4  # now, before tests take it by name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("made-up data").addoption(
        "--krachtlijn-seed",
        type=int,
        default=FIXED,
        metavar="N",
        help=f"begin made-up ids, and Hypothesis, with this number ({FIXED})",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Hypothesis reads what it was told."""
    streams.seed = config.getoption("--krachtlijn-seed")
    if getattr(config.option, "hypothesis_seed", "") is None:
        config.option.hypothesis_seed = str(streams.seed)


def pytest_unconfigure() -> None:
    streams.seed = FIXED


def pytest_report_header(config: pytest.Config) -> str:
    return f"made-up data: --krachtlijn-seed={streams.seed}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with streams.of(item.nodeid):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Iterator[None]:
    """Whichever test asks for it first, what a shared fixture makes is the same."""
    if fixturedef.scope == "function":
        return (yield)
    place = f"{request.node.nodeid} {fixturedef.baseid}::{fixturedef.argname}"
    with streams.of(f"{place} {getattr(request, 'param_index', '')}"):
        return (yield)

"""What a test expects is a literal from its source, never the constant that it is to hold.

Emergency access of six hours once passed a test named "for three hours". Figures of texts stand in
``tests/terms/literals.csv``; other tests write the number.
"""

import re
from collections.abc import Iterator
from datetime import time, timedelta
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTS = (
    "chassis|contracts|databank|disclosure|enforcement|launcher|linkage|pandkalender|registry"
    "|reporting|simulator"
)
IMPORT = re.compile(rf"^ *from ((?:{PRODUCTS})[\w.]*) import (\([^)]*\)|.*)$", re.MULTILINE)
NAME = re.compile(r"(\w+)(?: as (\w+))?")
OF_MODULE = re.compile(r"\b([a-z_]\w*)\.([A-Z][A-Z0-9_]*)\b")
OF_MACHINES = {
    "chassis.bus.": "how many at once and how often: a test fills or outwaits them",
    "chassis.long_work": "niceness of a process",
    "chassis.outages": "tries before a page says that a machine is away",
    "chassis.vault": "size of a block of cipher text",
    "chassis.web.pages.sse": "a wait between two looks",
    "chassis.web.revocations": "a wait between two looks",
    "chassis.web.tokens": "seconds that two clocks differ, and how many keys are remembered",
    "databank.matching.": "sizes and levels of the model, as docs/identity.md measures them",
    "databank.review.store.queue": "sizes of a sorted list, which tests of queues fill",
    "disclosure.audit": "steps of a solver, and rounds that it never takes",
    "launcher.": "sizes of pieces in which an operator's command works",
    "linkage.": "levels of a model that tests vary; docs/identity.md measures what comes of them",
    "reporting.charts.": "a shade of grey",
    "simulator.": "sizes of the synthetic city",
}
"""Constants by the module that has them, and why a test may take them from there."""
COMPARES = {
    "services/databank/tests/test_liveness.py",
    "tests/house/test_promises.py",
    "tests/terms/test_literals.py",
}
"""They compare constants with literals."""


def test_modules() -> Iterator[Path]:
    for base in ("chassis", "contracts", "deploy", "disclosure", "linkage", "services"):
        yield from ROOT.glob(f"{base}/**/tests/**/*.py")
    yield from ROOT.glob("simulator/tests/**/*.py")
    yield from ROOT.glob("tests/**/*.py")


test_modules.__test__ = False  # type: ignore[attr-defined]


def taken_numbers(path: Path) -> Iterator[str]:
    """Numbers, spans and hours of the product that a module of tests names, ``module:NAME``."""
    text = path.read_text(encoding="utf-8")
    modules: dict[str, str] = {}
    for module, names in IMPORT.findall(text):
        for name, alias in NAME.findall(names):
            if name.isupper() and is_number(module, name):
                yield f"{module}:{name}"
            modules[alias or name] = f"{module}.{name}"
    for owner, name in set(OF_MODULE.findall(text)):
        if owner in modules and is_number(modules[owner], name):
            yield f"{modules[owner]}:{name}"


def is_number(module: str, name: str) -> bool:
    try:
        value = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        return False
    return isinstance(value, int | float | timedelta | time) and not isinstance(value, bool)


def is_of_machine(constant: str) -> bool:
    return constant.startswith(tuple(OF_MACHINES))


def test_no_test_expects_the_constant_that_it_holds() -> None:
    taken = {
        (str(path.relative_to(ROOT)), constant)
        for path in test_modules()
        for constant in taken_numbers(path)
    }
    wrong = {(path, constant) for path, constant in taken if not is_of_machine(constant)}
    assert sorted(each for each in wrong if each[0] not in COMPARES) == []
    unused = {
        prefix for prefix in OF_MACHINES if not any(name.startswith(prefix) for _, name in taken)
    }
    assert unused == set()


@pytest.mark.parametrize(
    "code",
    [
        "from databank.access.break_glass.rules import ACCESS",
        "from databank.access.break_glass import rules\nprint(rules.ACCESS)",
        "from enforcement.gas.rules.guards import VICTIM_CHECK_DAYS as DAYS",
        "def test():\n    from registry.year_file.rules import OPEN_FOR",
    ],
)
def test_the_rule_sees_each_way_to_take_a_number(code: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(code)
    assert len([*taken_numbers(path)]) == 1

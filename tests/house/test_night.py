"""What waits for the night says why, and which test fails by day for the same fault."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    *ROOT.glob("*/tests/**/*.py"),
    *ROOT.glob("*/*/tests/**/*.py"),
    *ROOT.glob("tests/**/*.py"),
]


@dataclass(frozen=True)
class Mark:
    """One ``pytest.mark.night(why, stays=...)``, as it is written."""

    module: Path
    line: int
    why: object
    stays: tuple[object, ...]

    @property
    def place(self) -> str:
        return f"{self.module.relative_to(ROOT)}:{self.line}"


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text())


def is_night(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "night"
        and ast.unparse(node) == "pytest.mark.night"
    )


@cache
def texts_of(module: Path) -> dict[str, object]:
    """The texts and numbers that a module gives names to."""
    return {
        target.id: node.value.value
        for node in parsed(module).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def value_of(module: Path, node: ast.expr | None) -> object:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return texts_of(module).get(node.id)
        case ast.Tuple():
            return tuple(value_of(module, each) for each in node.elts)
    return None


def marks() -> Iterator[Mark]:
    for module in MODULES:
        if "mark.night" not in module.read_text():
            continue
        for node in ast.walk(parsed(module)):
            if not (isinstance(node, ast.Call) and is_night(node.func)):
                continue
            named = {each.arg: value_of(module, each.value) for each in node.keywords}
            stays = named.get("stays")
            why = value_of(module, node.args[0]) if node.args else None
            listed = stays if isinstance(stays, tuple) else (stays,)
            yield Mark(module, node.lineno, why, listed)


@cache
def cases_of(module: Path) -> dict[str, bool]:
    """The tests of a module, each with whether all of it waits for the night."""
    return {
        node.name: bool(marks_of(node))
        for node in parsed(module).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def marks_of(test: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """Its decorators that are marks themselves; one in ``parametrize`` is of some cases only."""
    return [
        each for each in test.decorator_list if isinstance(each, ast.Call) and is_night(each.func)
    ]


def fault_of(mark: Mark) -> str | None:
    """What is wrong with a mark, if anything is."""
    if not isinstance(mark.why, str) or len(mark.why.split()) < 3:
        return "says no reason in words"
    for test in mark.stays:
        if not isinstance(test, str) or "::" not in test:
            return 'names no test that stays: stays="path/test_x.py::test_name"'
        path, _, name = test.partition("::")
        module = ROOT / path if path else mark.module
        if not module.is_file():
            return f"{test}: there is no such file"
        waits = cases_of(module).get(name)
        if waits is None:
            return f"{test}: there is no such test"
        if waits:
            return f"{test}: this one waits for the night itself"
    return None


def test_what_waits_for_the_night_names_a_test_that_stays_by_day() -> None:
    faults = {mark.place: fault for mark in marks() if (fault := fault_of(mark))}
    assert faults == {}


def test_every_mark_is_one_that_is_read_here() -> None:
    """Written without its call, or under another name, it would say nothing to anybody."""
    read = {(mark.module, mark.line) for mark in marks()}
    written = {
        (module, node.lineno)
        for module in MODULES
        if "mark.night" in module.read_text()
        for node in ast.walk(parsed(module))
        if is_night(node)
    }
    assert written <= read


def test_each_folder_of_tests_keeps_one_by_day() -> None:
    by_day: dict[Path, bool] = {}
    for module in MODULES:
        if module.name.startswith("test_"):
            stays = "mark.night" not in module.read_text() or not all(cases_of(module).values())
            by_day[module.parent] = by_day.get(module.parent, False) or stays
    assert [str(folder.relative_to(ROOT)) for folder, stays in by_day.items() if not stays] == []

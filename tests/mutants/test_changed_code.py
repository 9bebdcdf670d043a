"""A mutant takes effect in the functions that live, and is gone afterwards."""

import subprocess
import sys
from pathlib import Path

import pytest

from . import changed_code
from .operators import Mutant

ORIGINAL = """
LIMIT = 3


def within(number):
    return number < LIMIT


class Rule:
    def holds(self, numbers):
        return all(within(each) for each in numbers)

    def first(self, numbers):
        return min(
            numbers,
            key=lambda each: abs(each),
        )

    class Inner:
        pass  # a class knows the number of its first line


class Bound:
    def __init__(self):
        self.most = LIMIT


class Slotted:
    __slots__ = ("least", "most")  # what its method sets, so that the compiler keeps one tuple

    def __init__(self):
        self.least = 1
        self.most = LIMIT


def later(first):
    def rule(second):
        return first < second

    return rule


IS_LATER_THAN_TWO = later(2)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    (tmp_path / "mutated_here.py").write_text(ORIGINAL)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "mutated_here", raising=False)
    return __import__("mutated_here")


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("number < LIMIT", "number <= LIMIT", "within(3)", True),
        ("all(", "any(", "Rule().holds([1, 5])", True),
        ("key=lambda each: abs(each),", "", "Rule().first([-4, 2]) == -4", True),
        ("first < second", "first <= second", "IS_LATER_THAN_TWO(2)", True),
        ("self.most = LIMIT", "pass", "not hasattr(Bound(), 'most')", True),
        ("self.least = 1", "pass", "not hasattr(Slotted(), 'least')", True),
    ],
)
def test_a_fault_in_a_function_holds_for_whoever_has_it(
    module: object, old: str, new: str, before: str, after: bool
) -> None:
    functions = changed_code.Functions()
    path = str(vars(module)["__file__"])
    swaps = functions.swaps(path, ORIGINAL, ORIGINAL.replace(old, new))
    assert eval(before, dict(vars(module))) is not after
    functions.give(swaps)
    assert eval(before, dict(vars(module))) is after
    functions.take_back(swaps)
    assert eval(before, dict(vars(module))) is not after


def test_a_fault_that_takes_lines_away_is_set_in_place(module: object) -> None:
    path = str(vars(module)["__file__"])
    begin = ORIGINAL.index("min(")
    end = ORIGINAL.index(")\n\n    class Inner") + 1
    mutant = Mutant("", begin, end, "7", "number", "Rule.first")
    mutated = mutant.source(ORIGINAL.encode()).decode()
    functions = changed_code.Functions()
    functions.give(functions.swaps(path, ORIGINAL, mutated))
    assert eval("Rule().first([-4, 2])", dict(vars(module))) == 7


def test_what_lives_of_a_function_that_went_is_not_changed_in_place(module: object) -> None:
    functions = changed_code.Functions()
    path = str(vars(module)["__file__"])
    gone = ORIGINAL.replace("return rule\n", "return lambda second: rule(second)\n")
    assert functions.swaps(path, ORIGINAL, gone) == []


def test_what_is_done_at_import_is_not_changed_in_place(module: object) -> None:
    functions = changed_code.Functions()
    path = str(vars(module)["__file__"])
    assert functions.swaps(path, ORIGINAL, ORIGINAL.replace("LIMIT = 3", "LIMIT = 4")) == []
    assert functions.swaps(path, ORIGINAL, ORIGINAL.replace("later(2)", "later(3)")) == []


def test_it_is_imported_from_the_mutated_source_instead(tmp_path: Path) -> None:
    path = tmp_path / "mutated_there.py"
    path.write_text(ORIGINAL)
    program = (
        "from tests.mutants import changed_code; import sys;"
        "changed_code.mutate_import(sys.argv[1], open(sys.argv[1]).read().replace('= 3', '= 4'));"
        "sys.path.insert(0, sys.argv[2]); import mutated_there; print(mutated_there.within(3))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(path), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert told.stdout == "True\n"
    assert path.read_text() == ORIGINAL

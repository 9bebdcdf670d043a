"""The faults that are set, and what is left alone."""

from pathlib import Path

import pytest

from . import operators

TREE = operators.Known(
    members={"State": ("OPEN", "CLOSED", "VOID")}, optional={"sorted": frozenset({"reverse"})}
)


def mutated(statement: str, returns: str = "object") -> set[str]:
    """The statement's line in every mutant of a function with it alone."""
    source = f"def rule(a, b, c) -> {returns}:\n    {statement}\n".encode()
    found = operators.mutants_of("rules.py", source, TREE)
    assert {mutant.function for mutant in found} <= {"rule"}
    return {mutant.lines(source)[1] for mutant in found}


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("return a < b", {"return a <= b"}),
        ("return a >= b", {"return a > b"}),
        ("return a == b", {"return a != b"}),
        ("return a is not None", {"return a is None"}),
        ("return a not in b", {"return a in b"}),
        ("return a < b <= c", {"return a <= b <= c", "return a < b < c"}),
        ("return a and b or c", {"return a or b or c", "return a and b and c"}),
        ("return not a", {"return a"}),
        ("return a + 3", {"return a - 3", "return a + 4", "return a + 2"}),
        ("a.append(b)", {"pass"}),
        ("a[b] = c", {"pass"}),
        ("raise ValueError(3)", {"pass"}),
        ("return min(a, b)", {"return max(a, b)"}),
        ("return State.VOID", {"return State.OPEN"}),
        ("return sorted(a, reverse=b)", {"return sorted(a, )"}),
        ("return sorted(a, unknown=b)", set()),
        ("return (yes := b) if a else c", {"return (yes := b) if not a else c"}),
        (
            "return timedelta(days=a)",
            {"return timedelta(hours=a)"},
        ),
        ("return timedelta(microseconds=1)", {"return timedelta(microseconds=0)"}),
    ],
)
def test_each_fault_that_a_tired_programmer_makes(statement: str, faults: set[str]) -> None:
    assert mutated(statement) == faults


@pytest.mark.parametrize(
    ("returns", "faults"),
    [
        ("bool", {"return True", "return False"}),
        ("int | None", {"return None"}),
        ("list[int]", {"return []"}),
        ("frozenset[str]", {"return frozenset()"}),
        ("int", {"return 0"}),
    ],
)
def test_a_function_may_give_nothing(returns: str, faults: set[str]) -> None:
    assert mutated("return a", returns) == faults


@pytest.mark.parametrize(
    "statement",
    [
        "'''A text with 3 numbers.'''",
        "log.info('done', number=3)",
        "assert a < b",
        "return f'{a} of 3'",
        "return isinstance(a, int | str)",
        "number: Literal[3] = a",
    ],
)
def test_what_could_not_matter_is_left_alone(statement: str) -> None:
    assert mutated(statement) <= {statement.replace("isinstance", "not isinstance")}


def test_what_is_done_at_import_says_what_it_binds() -> None:
    source = b"TERM = 3\n\n\nclass Kind:\n    days: int = 7\n\n\ndef rule(a=5):\n    return a\n"
    found = operators.mutants_of("rules.py", source, TREE)
    assert {(mutant.names, mutant.lines(source)[1]) for mutant in found} == {
        (("TERM",), "TERM = 4"),
        (("TERM",), "TERM = 2"),
        (("Kind",), "days: int = 8"),
        (("Kind",), "days: int = 6"),
        (("rule",), "def rule(a=6):"),
        (("rule",), "def rule(a=4):"),
    }


def test_the_tree_says_which_keywords_have_a_default(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "class State(StrEnum):\n    A = 'a'\n    B = 'b'\n\n"
        "def rule(a, b=1, *, c, d=2): ...\n\nclass Row:\n    x: int\n    y: int = 3\n"
    )
    known = operators.known([tmp_path / "a.py"])
    assert known.members == {"State": ("A", "B")}
    assert known.optional["rule"] == {"b", "d"}
    assert known.optional["Row"] == {"y"}

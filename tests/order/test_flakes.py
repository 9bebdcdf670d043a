"""What failed in some orders and not in others is named, with the way to see it again."""

from tests.order.flakes import Flake, flakes

RUNS = {
    7: {"a/tests/x.py::one": False, "b/tests/y.py::two": True, "b/tests/y.py::three": False},
    8: {"b/tests/y.py::three": False, "a/tests/x.py::one": False, "b/tests/y.py::two": True},
    9: {"b/tests/y.py::two": False, "b/tests/y.py::three": True, "a/tests/x.py::one": False},
}


def test_a_flake_is_told_with_its_seeds_and_what_ran_before_it() -> None:
    assert flakes(RUNS) == [
        Flake(
            "b/tests/y.py::two", 2, 3, (7, 8), ("", "b/tests/y.py::three"),
            ".venv/bin/pytest --shuffle --krachtlijn-seed=7 b/tests",
        ),
        Flake(
            "b/tests/y.py::three", 1, 3, (9,), ("b/tests/y.py::two",),
            ".venv/bin/pytest --shuffle --krachtlijn-seed=9 b/tests",
        ),
    ]  # fmt: skip
    assert flakes({7: {"a/tests/x.py::one": False}}) == []

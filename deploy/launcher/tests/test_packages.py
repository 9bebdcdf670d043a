"""A package of tests is a top folder and the one below, but where a folder stands apart."""

from pathlib import Path

import pytest

from launcher.packages import APART, package_of

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("test", "package"),
    [
        ("services/databank/tests/test_x.py::test_y[a/b]", "services/databank"),
        ("tests/house/test_rooms.py::test_y", "tests/house"),
        (
            "services/enforcement/tests/today/test_today.py::test_y",
            "services/enforcement/tests/today",
        ),
        ("services/enforcement/tests/today.py::test_y", "services/enforcement"),
        ("services/enforcement/tests/todays/test_x.py::test_y", "services/enforcement"),
    ],
)
def test_the_package_of_a_test(test: str, package: str) -> None:
    assert package_of(test) == package


@pytest.mark.parametrize("folder", APART)
def test_what_stands_apart_is_there(folder: str) -> None:
    assert [*(ROOT / folder).glob("test_*.py")]

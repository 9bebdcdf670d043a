"""The tests that a run by day leaves to the night (docs/decisions/0180): ``--by-day``.

``@pytest.mark.night(why, stays=test)`` says why a test may wait, and which test fails by day when
the same thing breaks: ``::test_name`` of the same module, ``path/test_x.py::test_name`` of another,
or several of them. ``tests/house/test_night.py`` holds both.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("night").addoption(
        "--by-day", action="store_true", help="leave out the tests that are marked night"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--by-day"):
        return
    left_out = [item for item in items if item.get_closest_marker("night")]
    items[:] = [item for item in items if not item.get_closest_marker("night")]
    config.hook.pytest_deselected(items=left_out)

"""Which tests are asked about a fault, and in which order."""

from .choice import together


def test_a_folder_is_asked_to_its_end_before_the_next() -> None:
    """Services that were set up for one go where those of the next begin: once each, not for every
    test."""
    asked = ["ops/a.py::1", "bus/b.py::2", "ops/a.py::3", "bus/c.py::4", "bus/b.py::5"]
    assert together(asked, ("ops/", "bus/")) == [
        "bus/b.py::2",
        "bus/c.py::4",
        "bus/b.py::5",
        "ops/a.py::1",
        "ops/a.py::3",
    ]


def test_what_is_near_is_asked_first() -> None:
    asked = ["all/a.py::1", "all/a.py::2", "near/b.py::3"]
    assert together(asked, ("near/",)) == ["near/b.py::3", "all/a.py::1", "all/a.py::2"]

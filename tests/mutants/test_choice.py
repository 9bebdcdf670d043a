"""Which tests are asked about a fault, and in which order."""

from .choice import together


def test_a_folder_is_asked_to_its_end_before_the_next() -> None:
    """Services that were set up for one go where those of the next begin: once each, not for every
    test."""
    asked = ["bus/few/a.py::1", "bus/b.py::2", "ops/a.py::3", "bus/c.py::4", "ops/a.py::5"]
    assert together(asked, ("bus/", "ops/")) == [
        "bus/b.py::2",
        "bus/c.py::4",
        "bus/few/a.py::1",
        "ops/a.py::3",
        "ops/a.py::5",
    ]


def test_what_is_near_is_asked_first_in_the_order_of_its_places() -> None:
    asked = ["all/a.py::1", "all/a.py::2", "slow/b.py::3", "near/b.py::4"]
    assert together(asked, ("near/", "slow/")) == [
        "near/b.py::4",
        "slow/b.py::3",
        "all/a.py::1",
        "all/a.py::2",
    ]

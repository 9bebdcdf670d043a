"""A night fails where a package's tests notice fewer faults than is asked."""

import pytest

from .least import Least, least, missed

ALL, BUS = Least("", 0.9), Least("bus", 0.65)


@pytest.mark.parametrize(
    ("said", "read"), [("0.9", ALL), (".9", ALL), ("bus=0.65", BUS), ("1", Least("", 1.0))]
)
def test_a_share_is_of_all_packages_or_of_one(said: str, read: Least) -> None:
    assert least(said) == read


@pytest.mark.parametrize("said", ["", "0", "1.01", "-0.9", "nine", "bus=", "busses=0.9"])
def test_what_is_no_share_of_a_package_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        least(said)


@pytest.mark.parametrize(
    ("share", "is_missed"), [(0.899, True), (0.9, False), (1.0, False), (None, True)]
)
def test_a_package_that_notices_less_is_named(share: float | None, is_missed: bool) -> None:
    assert missed({"registry": share}, []) == []
    told = "nothing" if share is None else share
    assert missed({"registry": share}, [ALL, BUS]) == (
        [f"registry: {told} of its faults noticed, 0.9 asked"] if is_missed else []
    )


def test_a_package_with_a_share_of_its_own_is_asked_that_one() -> None:
    assert missed({"bus": 0.65, "linkage": 0.9}, [ALL, BUS]) == []
    assert missed({"bus": 0.64}, [ALL, BUS]) == ["bus: 0.64 of its faults noticed, 0.65 asked"]
    assert missed({"linkage": 0.1}, [BUS]) == []

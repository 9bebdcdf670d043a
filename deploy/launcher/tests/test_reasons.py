"""Who does something with the bus says who it is, and why in so many words."""

import pytest
import typer

from launcher.operations.options import explained


@pytest.mark.parametrize("because", ["", "  ", "b", "ab", " ab "])
def test_a_reason_that_is_too_short_is_refused_by_how_long_it_must_be(because: str) -> None:
    with pytest.raises(typer.BadParameter, match="Say why in 3 letters at least"):
        explained("beheerder-1", because)


def test_three_letters_will_do() -> None:
    explained("beheerder-1", "abc")


def test_who_does_it_is_asked_for_apart() -> None:
    with pytest.raises(typer.BadParameter, match=r"^Say who does this \(--actor\)\.$"):
        explained(" ", "abc")

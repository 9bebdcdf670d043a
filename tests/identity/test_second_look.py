"""Whom a second look asks about is nobody who is where she belongs."""

from simulator.claims import Claims

from .second_look import looked_again


def test_a_second_look_asks_seldom_and_never_needlessly() -> None:
    """Of 1,500 people, seed 3: a question in a thousand claims at most, none of them needless."""
    found = looked_again(Claims(1_500, 3).stream())
    assert found["claims"] > 4_000
    assert 1 <= found["asked"] <= found["claims"] / 1_000
    assert found["needless"] == 0

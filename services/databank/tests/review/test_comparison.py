"""Bars of evidence on the page of a question."""

from hypothesis import given
from hypothesis import strategies as st

from databank.review.pages.comparison import BarRow
from linkage.explanation import Strength


@given(st.floats(-40, 40, allow_nan=False))
def test_a_bar_speaks_for_one_person_when_its_bits_are_not_negative(bits: float) -> None:
    row = BarRow(text="", strength=Strength.LITTLE, bits=bits, start=1, span=1)
    assert row.is_for == (bits >= 0)

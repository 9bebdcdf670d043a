"""What the public reads is a function of what is shown inside: who has both learns nothing more."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, for_public

FIGURES = st.one_of(
    st.builds(Figure, st.one_of(st.none(), st.integers(0, 3000))),
    st.builds(Figure, st.integers(0, 300).map(lambda tens: 10 * tens), st.just(10)),
)


@given(FIGURES)
@example(Figure(None))
@example(Figure(0))
@example(Figure(9))
@example(Figure(10))
@example(Figure(11))
@example(Figure(12))
@example(Figure(13))
@example(Figure(0, 10))
@example(Figure(10, 10))
def test_the_public_reads_fives_from_ten_on_and_nothing_that_was_hidden(shown: Figure) -> None:
    (figure,) = for_public({Key("clienten"): shown}).values()
    if shown.value is None or shown.value < 10:
        assert figure == Figure(None)
    elif shown.rounded_to:
        assert figure == shown
    else:
        assert figure.value is not None
        assert (figure.rounded_to, figure.value % 5) == (5, 0)
        assert abs(figure.value - shown.value) <= 2


@given(first=st.integers(0, 300), tens=st.integers(-30, 30), base=st.sampled_from([10, 20]))
@example(first=9, tens=1, base=10)
@example(first=10, tens=1, base=10)
@example(first=19, tens=-1, base=10)
@example(first=20, tens=-1, base=10)
@example(first=29, tens=-1, base=20)
@example(first=30, tens=-1, base=20)
def test_a_figure_that_is_told_again_says_no_more_of_the_first(
    first: int, tens: int, base: int
) -> None:
    """The public reads by how many tens it moved, and both as it reads an exact figure."""
    again = Figure(max(0, first + base * tens), base, first)
    before, now = (
        for_public({Key("clienten"): each})[Key("clienten")] for each in (Figure(first), again)
    )
    if now.value is None:
        assert now == Figure(None)
        return
    assert now.first == before.value
    assert (now.value % 5, now.rounded_to) == (0, base + 2)
    if first >= 10:
        assert now.value - (now.first or 0) == (again.value or 0) - first


@pytest.mark.parametrize(
    ("again", "public"),
    [
        (Figure(9, 10, 19), Figure(None)),
        (Figure(10, 10, 20), Figure(10, 12, 20)),
        (Figure(133, 10, 123), Figure(135, 12, 125)),
        (Figure(19, 10, 9), Figure(20, 12)),
        (Figure(23, None, 18), Figure(25, 3, 20)),  # what was exact is two off in fives
        (Figure(10, None, 10), Figure(10, 3, 10)),
        (Figure(10, None, 9), Figure(10, 3)),
    ],
)
def test_first_and_new_figure_pass_each_from_ten_on(again: Figure, public: Figure) -> None:
    assert for_public({Key("clienten"): again}) == {Key("clienten"): public}

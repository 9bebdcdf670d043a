"""What the public reads is a function of what is shown inside: who has both learns nothing more."""

from hypothesis import given
from hypothesis import strategies as st

from registry.disclosure.rules.publication import Figure, for_public
from registry.integration.rules.cells import Key

FIGURES = st.one_of(
    st.builds(Figure, st.one_of(st.none(), st.integers(0, 3000))),
    st.builds(Figure, st.integers(0, 300).map(lambda tens: 10 * tens), st.just(10)),
)


@given(FIGURES)
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

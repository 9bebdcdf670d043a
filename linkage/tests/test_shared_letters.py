"""Words that shared letters rule out, against what comparing them in full says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import JaroWinkler

from linkage.comparison_levels import FAR
from linkage.shared_letters import NEAR, SOUND, possible
from linkage.transliteration import skeleton

MIXED_UP = st.text("aehbvfptdgcn", min_size=1, max_size=5)
"""Short words of letters that languages mix up, so that skeletons are often the same."""
WORDS = st.text("abcdeo", min_size=1, max_size=8)
"""Words of few letters, so that many are nearly the same."""
ANYTHING = st.text(min_size=1, max_size=12)


@given(st.one_of(st.tuples(MIXED_UP, MIXED_UP), st.tuples(ANYTHING, ANYTHING)))
def test_words_of_one_skeleton_may_sound_alike(words: tuple[str, str]) -> None:
    one, other = words
    assert possible(one, other) & SOUND or skeleton(one) != skeleton(other)


@given(st.one_of(st.tuples(WORDS, WORDS), st.tuples(ANYTHING, ANYTHING)))
def test_words_that_are_near_may_be_near(words: tuple[str, str]) -> None:
    one, other = words
    assert possible(one, other) & NEAR or JaroWinkler.similarity(one, other) < FAR


def test_words_with_too_few_letters_in_common_are_neither() -> None:
    assert possible("voorbeeld", "smit") == 0
    assert possible("anna", "hanna") == NEAR | SOUND


@pytest.mark.parametrize("pair", ["vb", "fp", "dt", "gc"])
def test_consonants_that_languages_mix_up_may_sound_alike(pair: str) -> None:
    one, other = (f"s{letter}m" for letter in pair)
    assert possible(one, other) & SOUND
    assert possible(other, one) & SOUND

"""Groups of texts that are one letter, against a slow count of every pair."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.voices.likeness import ALIKE, FEWEST_RUNS, letters, shingles

LETTER = (
    "I write to ask the council not to close the day centre in Northmoor. My mother goes there twice a week and it is the "
    "only time that she meets other people. Please think again and keep the centre open."
)
WORDS = st.lists(st.sampled_from(["care", "home", "bus", "nurse", "wait", "day", "good", "bad"]), max_size=25)


def oracle(texts: list[str]) -> list[int | None]:
    """Join every two texts that are alike, one pair after the other."""
    sets = [shingles(text) for text in texts]
    group = list(range(len(texts)))
    for a, b in combinations(range(len(texts)), 2):
        smaller = min(len(sets[a]), len(sets[b]))
        if smaller >= FEWEST_RUNS and len(sets[a] & sets[b]) >= ALIKE * smaller:
            group = [group[a] if g == group[b] else g for g in group]
    numbers: dict[int, int] = {}
    return [numbers.setdefault(g, len(numbers)) if group.count(g) > 1 else None for g in group]


@given(st.lists(WORDS.map(" ".join), max_size=8))
def test_groups_are_those_of_the_slow_count(texts):
    assert letters(texts) == oracle(texts)


def test_a_letter_with_another_greeting_and_a_paragraph_of_ones_own_is_the_letter():
    own = "Nobody asked me what I think about the bus. It comes late each day, and the driver cannot help it at all."
    changed = f"Dear sirs, {LETTER} It is a lovely place, and my sister's friend works there on Mondays."
    assert letters([LETTER, own, changed, LETTER.upper()]) == [0, None, 0, 0]


@pytest.mark.parametrize("texts", [[], ["I agree"], ["I agree"] * 5, ["", ""]])
def test_short_answers_are_never_a_letter(texts):
    assert letters(texts) == [None] * len(texts)


def test_two_letters_are_two_groups_in_the_order_of_their_first_texts():
    other = " ".join(f"word{n}" for n in range(30))
    assert letters([other, LETTER, other, LETTER]) == [0, 1, 0, 1]

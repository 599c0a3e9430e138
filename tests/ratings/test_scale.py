"""The words of ratings: each published word has a standard one, which tables hold and pages read again."""

import pytest

from careplace.ratings.scale import LEVELS, Kind, from_worst, known, standard, words


@pytest.mark.parametrize("published", [word for word, _, _ in words()])
def test_a_standard_word_is_its_own_standard(published):
    """Tables hold standard words, and pages ask what they mean: one that was not known ended a location's page."""
    word, kind = standard(published)
    assert standard(word) == (word, kind)


@pytest.mark.parametrize("level", LEVELS)
def test_case_and_spaces_of_a_word_do_not_matter(level):
    assert standard(f"  {level.upper().replace(' ', '   ')} ") == (level, Kind.RATED)


def test_an_unknown_word_names_those_that_are_known():
    with pytest.raises(
        ValueError,
        match="'Splendid' is not a rating that CQC is known to publish; expected one of Outstanding, Good",
    ):
        standard("Splendid")
    assert known().count("Not rated") == 1


def test_from_the_worst_is_the_scale_backwards_and_what_is_no_rating_comes_last():
    assert sorted(LEVELS, key=from_worst) == [*reversed(LEVELS)]
    places = {word: from_worst(word) for _published, word, _kind in words()}
    rated = {word for _published, word, kind in words() if kind == Kind.RATED}
    assert places["Suspended"] < min(places[word] for word in rated)
    assert max(places[word] for word in rated) < places["Regulations not met"] < places["Regulations met"]
    assert places["Regulations met"] < places["Not rated"] == places["Not applicable"]

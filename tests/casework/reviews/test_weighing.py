"""Sources on a key line: each counts once; corroboration, contradiction and gaps, against loops."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews.heard import FRAMEWORK, LINE, TODAY, said

from careplace.casework.reviews.evidence import Category, Direction
from careplace.casework.reviews.weighing import coverage, weigh

ORGANISATIONS = [kind.key for kind in FRAMEWORK.organisations]
POPULATIONS = [kind.key for kind in FRAMEWORK.populations]
OF_SOURCE = {f"source {n}": (list(Category)[n % 7], ORGANISATIONS[n % len(ORGANISATIONS)]) for n in range(6)}
pieces = st.lists(
    st.builds(
        lambda source, direction, population, line: said(
            source, direction, *OF_SOURCE[source], population, line=line
        ),
        st.sampled_from(sorted(OF_SOURCE)),
        st.sampled_from(Direction),
        st.sampled_from(POPULATIONS),
        st.sampled_from([LINE, "leadership"]),
    ),
    max_size=20,
)


def weight(*evidence):
    return weigh(FRAMEWORK, LINE, evidence, TODAY)


def test_a_source_that_is_quoted_often_counts_once():
    result = weight(*[said("one", "concern")] * 9, said("two", "strength"))
    assert (result.count(Direction.CONCERN), result.count(Direction.STRENGTH)) == (1, 1)
    assert result.contradicted


def test_a_source_in_both_directions_is_mixed_and_contradicts_nobody():
    result = weight(said("one", "concern"), said("one", "strength"), said("two", "strength"))
    assert (result.count(Direction.MIXED), result.count(Direction.CONCERN)) == (1, 0)
    assert not result.contradicted


@pytest.mark.parametrize(("others", "corroborated"), [
    ([("interview", "council")], False),
    ([("interview", "healthwatch")], False),
    ([("document", "council")], False),
    ([("document", "healthwatch")], True),
])  # fmt: skip
def test_corroboration_needs_another_category_and_another_kind_of_organisation(others, corroborated):
    first = said("one", "concern", "interview", "council")
    rest = [said(f"other {n}", "concern", *pair) for n, pair in enumerate(others)]
    assert (Direction.CONCERN in weight(first, *rest).corroborated) == corroborated


def test_who_was_not_heard_is_named():
    result = weight(said("one", "strength", organisation="council", population="mental-health"))
    assert "healthwatch" in [kind.key for kind in result.unheard_organisations]
    assert "council" not in [kind.key for kind in result.unheard_organisations]
    assert [kind.key for kind in result.unheard_populations] == ["people-75-and-over", "all-adults"]


def test_words_of_more_than_a_year_ago_are_old():
    assert (
        weight(
            said("one", "strength", on=date(2025, 10, 31)), said("two", "strength", on=date(2025, 11, 1))
        ).old
        == 1
    )


def test_a_line_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        weigh(FRAMEWORK, "weather", [], TODAY)


@given(pieces)
def test_counts_are_those_of_a_loop_over_sources(evidence):
    result = weigh(FRAMEWORK, LINE, evidence, TODAY)
    expected = dict.fromkeys(Direction, 0)
    for source in {piece.source for piece in evidence if piece.line == LINE}:
        directions = {piece.direction for piece in evidence if piece.source == source and piece.line == LINE}
        expected[next(iter(directions)) if len(directions) == 1 else Direction.MIXED] += 1
    assert {direction: result.count(direction) for direction in Direction} == expected
    by_category = result.by_category()
    assert sum(sum(counts.values()) for counts in by_category.values()) == len(result.voices)


@given(pieces, st.randoms())
def test_the_order_of_the_evidence_does_not_matter(evidence, random):
    shuffled = list(evidence)
    random.shuffle(shuffled)
    assert weigh(FRAMEWORK, LINE, shuffled, TODAY) == weigh(FRAMEWORK, LINE, evidence, TODAY)


@given(pieces)
def test_the_board_has_every_cell_and_counts_sources(evidence):
    board = coverage(FRAMEWORK, evidence)
    assert len(board) == len(FRAMEWORK.lines) * len(POPULATIONS) * len(ORGANISATIONS)
    for (line, population, organisation), count in board.items():
        heard = {
            piece.source
            for piece in evidence
            if (piece.line, piece.organisation) == (line, organisation) and population in piece.populations
        }
        assert count == len(heard)

"""The coverage board: who was heard on which key line, and the gaps in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews.heard import said

from careplace.casework.reviews.board import board
from careplace.casework.reviews.framework import shipped

FRAMEWORK = shipped("local-system-review")
LINES = list(FRAMEWORK.lines)
POPULATIONS = [kind.key for kind in FRAMEWORK.populations]
ORGANISATIONS = [kind.key for kind in FRAMEWORK.organisations]


def heard(source="a", line=LINES[0], population="unpaid-carers", organisation="council"):
    return said(source, "concern", organisation=organisation, population=population, line=line)


def test_where_nobody_was_heard_the_gaps_are_whole():
    gaps = board(FRAMEWORK, []).gaps
    assert "No unpaid carers yet on any key line." in gaps
    assert gaps[-1].startswith(
        f"Nobody on any key line yet from {len(ORGANISATIONS)} kinds of organisation: "
    )
    assert "; local Healthwatch; " in gaps[-1]
    assert len(gaps) == len(POPULATIONS) + 1


def test_a_gap_names_its_lines_by_theme_and_the_widest_comes_first():
    evidence = [heard(line=line) for line in LINES[1:]] + [heard(line=LINES[0], population="dementia")]
    gaps = board(FRAMEWORK, evidence, ["unpaid-carers", "dementia"]).gaps
    assert gaps[0].startswith(f"No people with dementia yet on {len(LINES) - 1} of {len(LINES)} key lines. ")
    theme, line = FRAMEWORK.themes[0].title, FRAMEWORK.lines[LINES[0]].title
    assert gaps[1] == f"No unpaid carers yet on 1 of {len(LINES)} key lines. {theme}: {line}."


def test_without_gaps_there_is_no_sentence():
    evidence = [
        heard(line=line, population=p, organisation=o)
        for line in LINES
        for p in POPULATIONS
        for o in ORGANISATIONS
    ]
    assert board(FRAMEWORK, evidence).gaps == ()


def test_a_line_that_the_framework_does_not_have_is_left_aside():
    assert board(FRAMEWORK, [heard(line="another")]).gaps == board(FRAMEWORK, []).gaps


@pytest.mark.parametrize("populations", [[], ["dementia"]])
def test_a_board_has_a_cell_for_each_population_that_the_review_is_about(populations):
    cells = board(FRAMEWORK, [], populations).cells
    assert list(cells) == LINES
    assert {cell.population.key for row in cells.values() for cell in row} == set(populations or POPULATIONS)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(LINES),
            st.sampled_from(POPULATIONS),
            st.sampled_from(ORGANISATIONS),
        ),
        max_size=20,
    )
)
def test_a_cell_counts_each_source_once_by_its_organisation(pieces):
    whole = board(FRAMEWORK, [heard(*piece) for piece in pieces])
    for line, row in whole.cells.items():
        for cell in row:
            of_cell = {(s, o) for s, at, p, o in pieces if (at, p) == (line, cell.population.key)}
            slow = {o: sum(o == other for _s, other in of_cell) for _s, o in of_cell}
            assert {kind.key: number for kind, number in cell.heard} == slow
            assert cell.sources == sum(slow.values())
            assert {kind.key for kind in cell.unheard} == set(ORGANISATIONS) - set(slow)

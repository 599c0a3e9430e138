"""The files behind figures: those whose SHA-256 a figure's source begins, in the edition's order."""

from hypothesis import given
from hypothesis import strategies as st

from careplace.figures import Figure
from careplace.publish.source_files import files_behind

HASHES = st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), unique=True, max_size=5)


def figure(source: str) -> Figure:
    return Figure("rated", "E1", "2026-05-29", "all", source=source)


@given(HASHES, st.data())
def test_each_file_that_a_source_names_is_behind_the_figures_once(hashes, data):
    sources = data.draw(st.lists(st.sets(st.sampled_from(hashes)) if hashes else st.just(set()), max_size=4))
    files = [{"sha256": sha256} for sha256 in hashes]
    figures = [figure("|".join(sorted(sha256[:12] for sha256 in named))) for named in sources]
    prefixes = {sha256[:12] for named in sources for sha256 in named}
    assert files_behind(figures, files) == [file for file in files if file["sha256"][:12] in prefixes]


def test_a_figure_without_a_source_has_no_file():
    assert files_behind([figure("")], [{"sha256": "ab"}]) == []
    assert files_behind([], [{"sha256": "ab"}]) == []

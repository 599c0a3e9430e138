"""The files of a report: whose figures a table has, and of which edition they are."""

from dataclasses import replace

import pytest
from tests.casework.people import PLACE
from tests.casework.reviews.report.written import TODAY, written

from careplace.casework import edition_reader
from careplace.casework.reviews.report.contents import contents_of
from careplace.casework.reviews.report.figures import ReportFigure
from careplace.casework.reviews.report.files import EditionReplaced, report_files, words_of

FIGURE = ReportFigure(
    f"satisfaction/{PLACE}/2024-25/all", "65.1%", 0.651, "share", "Satisfaction", "2024-25", "e"
)


def test_a_figure_of_another_place_has_its_name_in_the_column_of_the_place(tmp_path):
    assert words_of(FIGURE, PLACE, tmp_path) == "65.1%"
    assert words_of(FIGURE, "E06000047", tmp_path) == f"65.1% ({PLACE})"


@pytest.fixture
def home(tmp_path, demo_home):
    (tmp_path / "editions").symlink_to(demo_home / "editions")
    (tmp_path / "current").symlink_to((demo_home / "current").readlink())
    return tmp_path


@pytest.mark.usefixtures("sqlite")
def test_charts_of_another_edition_than_the_report_are_refused(home):
    world = written(home)
    contents = contents_of(world.report, world.report.sections.all(), TODAY, home)
    assert contents.edition == edition_reader.edition_id(home)
    with pytest.raises(EditionReplaced):
        report_files(replace(contents, edition="2020-01-01-earlier"), TODAY, home)

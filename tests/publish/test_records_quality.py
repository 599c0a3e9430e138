"""The page of a check: kinds of faults in order, with shares of the records of their publication."""

import pytest

from careplace.journeys.quality import COMBINED, Fault, Quality
from careplace.publish import records_quality


def fault(file, rule, faults, publication="hes_apc"):
    return Fault(
        publication, file, "ADMIDATE", rule, f"Fault {rule}", 100, faults, "the record is left out", (2, 3)
    )


QUALITY = Quality(
    {"a.csv": 100, "b.csv": 300, "<c>.csv": 600},
    {"a.csv": "hes_apc", "b.csv": "hes_apc", "<c>.csv": "cld"},
    (
        fault("a.csv", "few", 10),
        fault("a.csv", "many", 50),
        fault("b.csv", "many", 150),
        fault("a.csv", "together", 100, COMBINED),
    ),
    {"person": 9, "stay": 8, "contact": 7, "death": 6},
)


def test_kinds_are_added_up_over_files_and_the_most_frequent_are_first():
    kinds = records_quality.kinds(QUALITY)
    assert [(kind.title, kind.faults, kind.share, kind.files) for kind in kinds] == [
        ("Fault many", 200, 0.5, 2),
        ("Fault together", 100, 0.1, 1),
        ("Fault few", 10, 0.025, 1),
    ]


def test_the_page_has_every_kind_and_file(tmp_path):
    path = records_quality.write(QUALITY, "records", tmp_path)
    html = path.read_text(encoding="utf-8")
    for kind in records_quality.kinds(QUALITY):
        assert f"{kind.label}: {100 * kind.share:.1f}%" in html
    assert "&lt;c&gt;.csv" in html
    assert "3 kinds of faults were found in 1,000 records of 3 files." in html
    assert "9 people, 8 stays, 7 contacts and 6 deaths" in html


@pytest.mark.parametrize("many", [0, 1, 40])
def test_the_bars_are_the_most_frequent(many):
    faults = tuple(fault("a.csv", f"r{n:02}", n + 1) for n in range(many))
    html = records_quality.render(
        Quality(QUALITY.records, QUALITY.publications, faults, QUALITY.rows), "records"
    )
    assert html.count('<svg class="chart"') == min(many, records_quality.MOST_BARS)
    assert ("No fault was found" in html) == (many == 0)

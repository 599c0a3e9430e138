"""careplace report and careplace trace: files for a reader, and the way back from each number."""

import json
import re

import pytest


@pytest.fixture(scope="module")
def page(careplace, built, council, tmp_path_factory):
    """The text of a report's page."""
    to = tmp_path_factory.mktemp("report")
    result = careplace("report", council.code, "--to", to, "--format", "html", "--home", built[0])
    assert (result.exit_code, result.stderr) == (0, "")
    (path,) = result.stdout.splitlines()
    return (to / path).read_text(encoding="utf-8")


def test_a_report_is_written_in_every_format(careplace, built, council, tmp_path):
    result = careplace("report", council.code, "--to", tmp_path / "new" / "folder", "--home", built[0])
    assert result.exit_code == 0
    written = sorted(path.suffix for path in (tmp_path / "new" / "folder").rglob("*") if path.is_file())
    assert written == [".csv", ".csv", ".csv", ".html", ".json", ".json"]


@pytest.mark.parametrize("wrong", ["odt", "html,docx", ","])
def test_a_format_that_is_not_made_says_which_are(careplace, built, council, tmp_path, wrong):
    result = careplace("report", council.code, "--to", tmp_path, "--format", wrong, "--home", built[0])
    assert (result.exit_code, "is not among html, pdf, xlsx, json, csvw" in result.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_a_report_that_cannot_be_written_says_where(careplace, built, council, tmp_path):
    (tmp_path / "taken").write_text("a file")
    result = careplace("report", council.code, "--to", tmp_path / "taken", "--home", built[0])
    assert result.exit_code == 2
    assert "taken" in result.stderr


def test_numbers_of_a_report_are_traced(careplace, built, page):
    ids = sorted(set(re.findall(r'data-figure="([^"]+)"', page)))
    assert len(ids) > 100
    for id in ids[:: len(ids) // 6]:
        result = careplace("trace", id, "--home", built[0])
        assert (result.exit_code, result.stderr) == (0, ""), id
        assert result.stdout.startswith(f"{id}\n  value      ")
        assert "None" not in result.stdout


def counted(council, what="locations/good") -> str:
    return f"rating-count/{council.code}/2026-09-01/adult-social-care/overall/{what}"


def test_a_trace_lists_the_first_rows_or_all_and_names_the_raw_file(careplace, built, gazetteer):
    (nation,) = (one for one in gazetteer.areas.values() if one.kind == "nation")
    few = careplace("trace", counted(nation), "--home", built[0]).stdout
    every = careplace("trace", counted(nation), "--all", "--home", built[0]).stdout
    count = int(re.search(r"rows +(\d+) of the register", few)[1])
    rows = re.compile(r"^    1-\d+ .*: Good \((.+), (\S+) row (\d+)\)$", flags=re.MULTILINE)
    assert (len(rows.findall(few)), len(rows.findall(every))) == (20, count)
    assert f"… and {count - 20} more; --all lists them." in few
    name, sheet, row = rows.findall(few)[0]
    assert re.search(rf"raw files .*{re.escape(name)} \(SHA-256 ", few)
    assert (sheet, int(row) > 1) == ("Locations", True)


def test_a_trace_of_change_names_the_row_of_either_date(careplace, built, council):
    id = f"rating-change/{council.code}/2025-09-01..2026-09-01/adult-social-care/matched"
    found = careplace("trace", id, "--home", built[0]).stdout
    assert re.search(
        r": \w[\w ]* to \w[\w ]* \(\S+2025\S*, Locations row \d+; \S+2026\S*, Locations row \d+\)$",
        found,
        re.M,
    )


def test_the_json_of_a_trace_has_the_query_the_rows_and_the_files(careplace, built, council):
    found = json.loads(careplace("trace", counted(council), "--json", "--home", built[0]).stdout)
    assert len(found["rows"]) == found["figure"]["value"]
    assert found["query"]["file"] == "rows/ratings.sql"
    assert "from rating_in_sector" in found["query"]["text"]
    sources = {row["rating_source"] for row in found["rows"]}
    assert sources <= {one["sha256"] for one in found["files"]}


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("", "is not a figure's id"),
        ("nonsense", "is not a figure's id. An id reads measure/place/period/breakdown"),
        ("rating-share/../../../etc/passwd", "'..' in rating-share"),
        ("a/" * 5000, "is not a measure. The nearest are "),
        (
            "rating-share/X'--/2026-09-01/adult-social-care/overall/locations/good",
            "No figure of this edition",
        ),
        ("rating-share/\0/2026-09-01/adult-social-care/overall/locations/good", "No figure of this edition"),
    ],
)
def test_an_id_of_nothing_says_so(careplace, built, id, said):
    result = careplace("trace", id, "--home", built[0])
    assert (result.exit_code, said in result.stderr) == (1, True)
    assert "Traceback" not in result.output


def traced(careplace, built, id: str) -> dict:
    return json.loads(careplace("trace", id, "--json", "--home", built[0]).stdout)


def test_both_levels_of_limits_are_printed_each_as_its_own(careplace, built, council):
    """The 99.8% limits once stood as the 95% limits too."""
    id = f"rating-share/{council.code}/2026-09-01/adult-social-care/overall/locations/good"
    figure = traced(careplace, built, id)["figure"]
    (line,) = re.findall(r"^  limits +(.*)$", careplace("trace", id, "--home", built[0]).stdout, re.MULTILINE)
    numbers = [float(number) for number in re.findall(r"\d\.\d+", line.replace("99.8%", ""))]
    expected = [figure[name] for name in ("lower95", "upper95", "lower998", "upper998")]
    assert numbers == pytest.approx(expected)
    assert numbers[2] < numbers[0] < numbers[1] < numbers[3]


def test_a_share_lists_the_rows_that_it_is_out_of(careplace, built, council):
    id = f"rating-share/{council.code}/2026-09-01/adult-social-care/overall/locations/inadequate"
    found = traced(careplace, built, id)
    assert len(found["rows"]) == found["figure"]["numerator"]
    assert len(found["out_of"]) == found["figure"]["denominator"]
    text = careplace("trace", id, "--denominator", "--all", "--home", built[0]).stdout
    listed = text.partition(f"  out of     {len(found['out_of'])} of the register:\n")[2]
    assert len(listed.splitlines()) == len(found["out_of"]) > 0


def test_a_modelled_figure_leads_to_its_rows_with_their_weights(careplace, built, council):
    id = f"criteria-to-reside-rate/{council.code}/2026-08/all"
    found = traced(careplace, built, id)
    numerator = sum(row["numerator"] * row["weight"] for row in found["rows"] if "numerator" in row)
    people = sum(row["denominator"] * row["weight"] for row in found["rows"] if "denominator" in row)
    assert found["figure"]["value"] == pytest.approx(100_000 * numerator / people)
    text = careplace("trace", id, "--home", built[0]).stdout
    assert "  formula    sum of numerator x weight / sum of denominator x weight, x 100,000\n" in text


def test_how_many_councils_have_a_figure_is_no_fraction_of_the_value(careplace, built, page):
    id = next(id for id in re.findall(r'data-figure="([^"]+)"', page) if id.startswith("outcome-quartile/"))
    text = careplace("trace", id, "--home", built[0]).stdout
    assert re.search(r"^  value      [\d.,]+ [^=]+ \(\w+\)$", text, re.MULTILINE)
    assert re.search(r"^  councils   \d+ of \d+ have a figure$", text, re.MULTILINE)

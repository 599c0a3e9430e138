"""careplace evaluate: what it prints and writes, and what it refuses."""

import pytest

MEASURE = "delayed-days-rate-month"


def evaluated(careplace, built, to, *words):
    return careplace("evaluate", *words, "--to", to, "--home", built[0])


def test_it_prints_the_answer_and_writes_the_page(careplace, built, council, tmp_path):
    result = evaluated(
        careplace, built, tmp_path, MEASURE, council.name, "--event", "2018-01", "--what", "a review"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    first, *_, last = result.stdout.splitlines()
    # The demonstration has fewer than 39 councils.
    assert first.startswith(f"After a review in {council.name}, ")
    assert "cannot be tested" in first
    (path,) = tmp_path.iterdir()
    assert last.endswith(path.name)
    assert council.name in path.read_text(encoding="utf-8")


def test_a_council_that_is_left_out_is_not_compared_with(careplace, built, council, neighbour, tmp_path):
    words = (MEASURE, council.code, "--event", "2018-01")
    everywhere = evaluated(careplace, built, tmp_path, *words).stdout
    without = evaluated(careplace, built, tmp_path, *words, "--leave-out", neighbour.name).stdout
    assert _compared(everywhere) == _compared(without) + 1


def _compared(text: str) -> int:
    line = next(
        line for line in text.splitlines() if line.startswith("Compared with ") and " councils: " in line
    )
    return int(line.split()[2])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((MEASURE, "--event", "2031-01"), "2031-01: outside the series of “Delayed days by month"),
        ((MEASURE, "--event", "2016-06"), "periods: found 2 before the event"),
        ((MEASURE, "--event", "2018-01", "--breakdown", "reason:nothing"), "has no figures of"),
        ((MEASURE, "--event", "2018-01", "--from", "2001-01"), "2001-01: outside the series"),
        ((MEASURE, "--event", "2018-01", "--leave-out", "Nowhere"), "Nowhere"),
        (("no-measure", "--event", "2018-01"), "no-measure is no measure of outcomes"),
        ((MEASURE,), "Missing option '--event'"),
    ],
)
def test_what_cannot_be_asked_says_why(careplace, built, council, tmp_path, words, says):
    measure, *options = words
    result = evaluated(careplace, built, tmp_path / "new", measure, council.code, *options)
    assert result.exit_code != 0
    assert says in " ".join(result.stderr.split())
    assert not (tmp_path / "new").exists()

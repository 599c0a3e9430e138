"""careplace compare, as it is typed."""

import json
import re

import pytest
from tests.editions.sealed import NORTH, Measure, edition, figure, raw

A, B = "2026-05-01-aaaaaaaaaa", "2026-06-01-bbbbbbbbbb"
OLD, NEW = raw("a", "delays.csv"), raw("b", "delays-revised.csv", snapshot="2026-06-01")
SHARES = {"measure": "share", "unit": "share"}
PUBLISHED, REVISED = "delays.csv (Delays, 2026-05-01)", "delays-revised.csv (Delays, 2026-06-01)"
PROVIDED = Measure("rated", "Rated", "locations", "providers")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Two editions with a change of each kind."""
    home = tmp_path_factory.mktemp("home")
    before = [
        *(figure(n, period="2026-03", breakdown=f"reason:{n}") for n in range(8)),
        figure(0.5, **SHARES, numerator=50, denominator=100),
        figure(7, period="2026-02", source="c"),
        figure(3, "X9"),
        figure(None, "X2", status="suppressed"),
        figure(5, "X2", "2020-03"),
    ]
    after = [
        *(figure(2 * n, period="2026-03", source="b", breakdown=f"reason:{n}") for n in range(8)),
        figure(0.25, **SHARES, source="b", numerator=25, denominator=100, status="provisional"),
        figure(4, "X9"),
        figure(9, measure="rated", unit="locations", source="b"),
        figure(6, "X2", lower95=4.0),
        figure(5, "X2", "2020-03", version="2019-20"),
    ]
    share = Measure("share", "Share at home", "share", "independence", numerator="people")
    edition(home, A, before, [OLD, raw("c", "gone.csv")], [Measure("delay"), share])
    measures = [
        Measure("delay"),
        Measure("share", "Share at home", "share", "independence", "people 65+"),
        PROVIDED,
    ]
    edition(home, B, after, [OLD, NEW], measures, north=(*NORTH, ("X4", None)))
    return home


def test_each_kind_of_change_is_told_in_plain_words(careplace, home):
    result = careplace("compare", A, B, "Ash", "--home", home)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"Ash (X1), from edition {A} to {B}",
        "10 figures differ (new data 1, revision 7, definition change 1, removed 1); 1 is the same.",
        "",
        "Definitions that differ",
        '  Share at home (share): numerator was "people", is "people 65+"',
        "",
        "Providers",
        "  Rated (rated)",
        "    new data (a measure that was not there; data that were not there): 1 figure of 2026-04",
        f"      from {REVISED}",
        "",
        "Populations",
        "  Share at home (share)",
        "    definition change (the measure means something else; published again with other numbers): 1 figure of 2026-04",
        f"      {REVISED} in place of {PUBLISHED}",
        "      all at 2026-04: 50.0% (50 of 100) to 25.0% (25 of 100) (provisional), \N{MINUS SIGN}25.0 percentage points",
        "",
        "System",
        "  Days of delay (delay)",
        "    revision (published again with other numbers): 7 figures of 2026-03",
        f"      {REVISED} in place of {PUBLISHED}",
        "      reason:7 at 2026-03: 7 days to 14 days, +7",
        "      reason:6 at 2026-03: 6 days to 12 days, +6",
        "      reason:5 at 2026-03: 5 days to 10 days, +5",
        "      reason:4 at 2026-03: 4 days to 8 days, +4",
        "      reason:3 at 2026-03: 3 days to 6 days, +3",
        "      … and 2 more; --all lists them.",
        "    removed (the file is left out): 1 figure of 2026-02",
        "      without gone.csv (Delays, 2026-05-01)",
    ]


def test_all_lists_every_figure(careplace, home):
    said = careplace("compare", A, B, "Ash", "--all", "--home", home).stdout
    assert "more; --all" not in said
    assert "      reason:1 at 2026-03: 1 days to 2 days, +1\n" in said
    assert "      all at 2026-02: 7 days\n" in said


def test_json_holds_every_change_with_its_files(careplace, home):
    found = json.loads(careplace("compare", A, B, "X1", "--json", "--home", home).stdout)
    assert (found["a"], found["b"], found["place"]) == (A, B, {"code": "X1", "name": "Ash"})
    assert (len(found["changes"]), found["same"]) == (10, 1)
    (removed,) = [change for change in found["changes"] if change["kind"] == "removed"]
    assert (removed["id"], removed["files_before"][0]["name"]) == ("delay/X1/2026-02/all", "gone.csv")


def test_a_region_tells_who_came(careplace, home):
    said = careplace("compare", A, B, "North", "--home", home).stdout
    assert (
        "boundary change (the place is made of others): 1 figure of 2026-04\n      with New Moor (X4)\n"
        in said
    )


def test_values_that_came_and_versions_are_told(careplace, home):
    said = careplace("compare", A, B, "Birch", "--home", home).stdout
    assert "  all at 2026-04: no value (suppressed) to 6 days\n" in said
    assert "  all at 2020-03: still 5 days, definition of none to 2019-20\n" in said


def test_nothing_changed_says_so(careplace, home):
    said = careplace("compare", A, B, "Old Moor", "--home", home).stdout
    assert said.endswith("\nNothing changed; figures compared: 0.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((A, "2019", "Ash"), "'2019' names no edition; `careplace editions` lists them"),
        ((A, A[-10:], "Ash"), "are the same edition"),
        ((A, B, "Ashes"), "No place is called 'Ashes'. Nearest: Ash (X1)"),
        ((A, "2026", "Ash"), f"'2026' names several editions: {A}, {B}"),
    ],
)
def test_faults_end_with_words_that_help(careplace, home, words, told):
    result = careplace("compare", *words, "--home", home)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_editions_of_the_demonstration(careplace, two_editions_home, council):
    """A real build that lacks one month tells that its files are left out."""
    home = two_editions_home
    older, newer = [line.split()[0] for line in careplace("editions", "--home", home).stdout.splitlines()][
        ::-1
    ]
    said = careplace("compare", older, newer, council.code, "--home", home).stdout
    assert re.search(
        r"^[\d,]+ figures differ \(new data [\d,]+\); [\d,]+ (?:is|are) the same\.$", said, re.MULTILINE
    )
    assert "01_September_2026_Latest_ratings" in said

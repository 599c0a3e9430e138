"""careplace rate: files in, sentences or JSON out, and plain errors."""

import json

import pytest

CASE = """
framework = "adult-social-care-kloe"
name = "Rose Cottage"
[key_questions]
safe = "Good"
effective = "Good"
caring = "Outstanding"
responsive = "Good"
well-led = "Outstanding"
"""
BREACH = '[[limits]]\nkind = "breach-of-regulation"\nreason = "Regulation 17"\n'


@pytest.fixture
def file(tmp_path):
    def write(text: str, name: str = "case.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_a_rating_is_explained(careplace, file):
    result = careplace("rate", file(CASE))
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Rose Cottage: Outstanding\n\nOutstanding, because Caring and Well-led are Outstanding"
    )
    assert result.stdout.endswith(
        "Framework: Key lines of enquiry: adult social care (adult-social-care-kloe).\n"
    )


def test_a_rating_as_json(careplace, file):
    answer = json.loads(careplace("rate", file(CASE + BREACH), "--json").stdout)
    assert (answer["rating"], answer["by_rules"], answer["rule"]) == (
        "Requires improvement",
        "Outstanding",
        "outstanding",
    )
    assert answer["limited_by"] == [
        {
            "kind": "breach-of-regulation",
            "on": "Overall",
            "reason": "Regulation 17",
            "holds": "Requires improvement",
        }
    ]
    assert [part["rating"] for part in answer["parts"]] == [
        "Good",
        "Good",
        "Outstanding",
        "Good",
        "Outstanding",
    ]
    assert answer["framework"] == "adult-social-care-kloe"
    assert answer["not_confirmed"] == []


def test_scores_from_json_in_and_out(careplace, file):
    document = {"framework": "councils", "scores": [3] * 9}
    answer = json.loads(careplace("rate", file(json.dumps(document), "council.json"), "--json").stdout)
    assert answer["score"] == {"total": 27, "most": 36, "percent": 75, "how_many": 9, "lowest": 3}
    assert answer["below"][0]["about"] == "Working with people"


def test_confirmed_only(careplace, file):
    newer = file(CASE.replace("adult-social-care-kloe", "single-assessment"))
    assert "Not confirmed" in careplace("rate", newer).stdout
    assert careplace("rate", newer, "--confirmed-only").stdout.startswith("Rose Cottage: Not rated")


def test_what_is_wrong_is_told_in_one_line_each(careplace, file):
    wrong = CASE.replace('"Good"', '"Goood"', 1).replace("well-led", "welled")
    result = careplace("rate", file(wrong))
    assert result.exit_code == 1
    assert "key_questions.welled: found 'welled'" in result.stderr
    assert "did you mean Well-led?" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("name", "text"), [("a.toml", "x = = 1"), ("a.json", "{"), ("a.yaml", "x: 1")])
def test_files_that_are_neither(careplace, file, name, text):
    result = careplace("rate", file(text, name))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {name}: found ")


def test_frameworks_are_listed(careplace):
    lines = careplace("rate", "--frameworks").stdout.splitlines()
    assert len(lines) == 13
    assert any(line.startswith("councils ") and "2023-04-01" in line for line in lines)


@pytest.mark.parametrize("words", [[], ["--verify", "--frameworks"], ["--frameworks", "--to", "x.md"]])
def test_one_thing_at_a_time(careplace, words):
    assert careplace("rate", *words).exit_code == 2


def test_an_edition_is_verified(careplace, built, tmp_path):
    home, _said = built
    page = tmp_path / "agreement.md"
    result = careplace("rate", "--verify", "--home", home, "--to", page)
    assert result.exit_code == 0, result.output
    assert "ratings agree with the rules" in result.stdout
    assert page.read_text(encoding="utf-8").startswith("# Agreement of published ratings with the rules\n")
    assert careplace("rate", "--verify", "--home", home).stdout == page.read_text(encoding="utf-8")

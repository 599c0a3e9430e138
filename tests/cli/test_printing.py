"""Nothing that a file says can move, colour or reverse what stands in a terminal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.cli.printing import _escaped, printable, say, say_json

EVIL = "\x1b[2J\x07\x9b31m\u202egood\u202c\r\x00"


@given(st.text())
def test_only_what_can_be_seen_is_printed(text):
    assert all(letter.isprintable() or letter == "\n" for letter in printable(text))


def test_lines_stay_lines(capsys):
    say("a\tb\nc")
    assert capsys.readouterr().out == "a b\nc\n"


@given(
    st.dictionaries(
        st.text(alphabet=st.characters(exclude_categories=["Cs"])),
        st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    )
)
def test_json_says_the_same_after(document):
    text = json.dumps(document, ensure_ascii=False, indent=1)
    said = "".join(letter if letter.isprintable() or letter == "\n" else _escaped(letter) for letter in text)
    assert json.loads(said) == document


def test_json_has_no_letters_that_a_terminal_obeys(capsys):
    say_json(json.dumps({"a": EVIL}, ensure_ascii=False))
    out = capsys.readouterr().out
    assert all(letter.isprintable() or letter == "\n" for letter in out)
    assert json.loads(out) == {"a": EVIL}


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_case_with_control_characters(careplace, tmp_path, options):
    case = {
        "framework": "adult-social-care-kloe",
        "name": f"Home{EVIL}",
        "key_questions": dict.fromkeys(("Safe", "Effective", "Caring", "Responsive", "Well-led"), "Good"),
    }
    (tmp_path / "a.json").write_text(json.dumps(case), encoding="utf-8")
    said = careplace("rate", tmp_path / "a.json", *options)
    assert said.exit_code == 0, said.stderr
    assert all(letter.isprintable() or letter == "\n" for letter in said.stdout)


def test_a_fault_in_a_case_is_said_without_them(careplace, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"framework": f"x{EVIL}"}), encoding="utf-8")
    said = careplace("rate", tmp_path / "a.json")
    assert said.exit_code == 1
    assert all(letter.isprintable() or letter == "\n" for letter in said.stderr)


def test_a_statement_with_control_characters(careplace, tmp_path):
    (tmp_path / "a.md").write_text(f"7 of 5 homes {EVIL} (40%) are new, 7 of 5 homes.", encoding="utf-8")
    said = careplace("check", tmp_path / "a.md", "--json")
    assert all(letter.isprintable() or letter == "\n" for letter in said.stdout)

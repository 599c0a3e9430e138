"""careplace statement: the files that it writes, and what it says where there is nothing to write."""

import pytest


def test_it_writes_markdown_and_the_formats_that_are_asked_for(careplace, built, council, tmp_path):
    result = careplace("statement", council.code, "--to", tmp_path, "--home", built[0])
    assert (result.exit_code, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    assert line.endswith("-statement-2026-09-01.md")
    (path,) = tmp_path.iterdir()
    assert path.read_text(encoding="utf-8").startswith(f"# Working with providers: {council.name}\n")
    every = careplace(
        "statement", council.name, "--format", "md,docx,html", "--to", tmp_path, "--home", built[0]
    )
    assert [line.rsplit(".")[-1] for line in every.stdout.splitlines()] == ["md", "docx", "html"]


def test_its_own_check_finds_nothing_wrong(careplace, built, council, tmp_path):
    careplace("statement", council.code, "--format", "docx", "--to", tmp_path, "--home", built[0])
    (path,) = tmp_path.iterdir()
    result = careplace("check", path, "--home", built[0])
    assert result.exit_code == 0
    assert "wrong" not in result.stdout.replace("Nothing", "").lower() or "0 wrong" in result.stdout


def test_date_sector_since_and_comparators_are_taken(careplace, built, council, tmp_path):
    result = careplace(
        *("statement", council.code, "--date", "2025-10-01", "--sector", "residential-care"),
        *("--since", "5y", "--against", "england", "--to", tmp_path, "--home", built[0]),
    )
    assert result.exit_code == 0, result.stderr
    (path,) = tmp_path.iterdir()
    text = path.read_text(encoding="utf-8")
    assert path.name.endswith("-statement-residential-care-2025-09-01.md")
    assert "Care homes in" in text
    assert "from 1 February 2021 to 1 September 2025" in text
    assert "combined authority" not in text.lower()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--since", "12"), "write months as 12m or years as 5y"),
        (("--sector", "zoos"), "'zoos' is not one of"),
        (("--date", "1 May"), "is no date"),
        (("--date", "2001-01-01"), "No snapshot on or before 2001-01-01 covers"),
        (("--against", "nowhere"), "no group 'nowhere'"),
        (("--format", "pdf"), "pdf is not among md, docx, html"),
    ],
)
def test_what_cannot_be_written_says_what_to_do(careplace, built, council, tmp_path, words, says):
    result = careplace("statement", council.code, *words, "--to", tmp_path / "new", "--home", built[0])
    assert result.exit_code != 0
    assert says in " ".join(result.stderr.split())
    assert not (tmp_path / "new").exists()

"""A report's files are written whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.publish.fictional import report

from careplace.publish import FORMATS, PartMissing, ReportRefused, page, pdf, write, writing

STEM = "X08000001-marrowdale-2021-02-01"


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_names_of_the_files(tmp_path):
    paths = write(report(), tmp_path / "new" / "folder", FORMATS)
    assert [str(path.relative_to(tmp_path / "new" / "folder")) for path in paths] == [
        f"{STEM}.html",
        f"{STEM}.pdf",
        f"{STEM}.xlsx",
        f"{STEM}.json",
        f"{STEM}-csvw/figures.csv",
        f"{STEM}-csvw/measures.csv",
        f"{STEM}-csvw/locations.csv",
        f"{STEM}-csvw/csv-metadata.json",
    ]
    assert all(path.stat().st_size for path in paths)


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_is_asked_for(tmp_path, name):
    write(report(), tmp_path, [name, name])
    assert all(name in path for path in names(tmp_path))


def test_a_page_offers_only_the_files_that_stand_beside_it(tmp_path):
    [path] = write(report(), tmp_path, ["html"])
    assert "The same figures as data" not in path.read_text(encoding="utf-8")
    path, _json = write(report(), tmp_path, ["html", "json"])
    assert f'href="{STEM}.json"' in path.read_text(encoding="utf-8")
    assert "figures.csv" not in path.read_text(encoding="utf-8")


def test_a_page_offers_the_pdf_and_the_workbook_beside_it(tmp_path):
    path, *_others = write(report(), tmp_path, ["html", "pdf", "xlsx"])
    told = path.read_text(encoding="utf-8")
    assert f'href="{STEM}.pdf"' in told
    assert f'href="{STEM}.xlsx"' in told


def test_without_a_font_nothing_is_written_and_the_other_formats_work(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "FONTS", ("Nobody Sans",))
    with pytest.raises(PartMissing, match="apt-get install fonts-liberation"):
        write(report(), tmp_path, ["html", "pdf"])
    assert names(tmp_path) == []
    assert len(write(report(), tmp_path, ["html", "xlsx", "json", "csvw"])) == 7


def test_an_unknown_format_names_those_that_are_known(tmp_path):
    with pytest.raises(
        ValueError, match=r"odt: not a format of a report\. Choose from html, pdf, xlsx, json, csvw"
    ):
        write(report(), tmp_path, ["html", "odt"])
    assert names(tmp_path) == []


def test_the_same_report_has_the_same_bytes(tmp_path):
    first, second = (write(report(), tmp_path / folder, FORMATS) for folder in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_report_replaces_the_one_before(tmp_path):
    write(report(), tmp_path, ["html"])
    [path] = write(report(notes=["Written anew."]), tmp_path, ["html"])
    assert "Written anew." in path.read_text(encoding="utf-8")
    assert names(tmp_path) == [f"{STEM}.html"]


def test_nothing_is_written_when_the_page_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "unchecked", lambda *_: "<p>5 homes</p>")
    with pytest.raises(ReportRefused):
        write(report(), tmp_path, ["json", "csvw", "html"])
    assert names(tmp_path) == []


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    [path] = write(report(), tmp_path, ["json"])
    before = path.read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(report(notes=["Never seen."]), tmp_path, ["json"])
    assert path.read_bytes() == before
    assert names(tmp_path) == [f"{STEM}.json"]


def test_a_place_may_be_called_anything(tmp_path):
    data = report()
    data = replace(data, place=data.place | {"name": "../../etc/passwd\x00 <b>"})
    [path] = write(data, tmp_path, ["json"])
    assert path.parent == tmp_path


def test_a_page_whose_claims_do_not_hold_is_not_written(tmp_path, monkeypatch):
    """The checker of public statements reads our own page as well: a sentence that denies itself stops it."""
    whole = page.unchecked
    untrue = "<p>The share fell from <data>three in four</data> homes (61%).</p></main>"
    monkeypatch.setattr(page, "unchecked", lambda *args: whole(*args).replace("</main>", untrue))
    monkeypatch.setattr(page, "disagreements", lambda *_args: [])
    with pytest.raises(ReportRefused, match="61% is not three in four"):
        write(report(), tmp_path, ["html"])
    assert names(tmp_path) == []

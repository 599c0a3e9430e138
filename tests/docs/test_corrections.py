"""The page of corrections is what corrections.toml says."""

from tests.docs.corrections import PAGE

from careplace.publish.corrections import corrections, page, plain


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(corrections()), "run `make corrections`"


def test_every_correction_has_all_its_text_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    for entry in corrections():
        for part in (entry.title, entry.shown, entry.correct, entry.affected, entry.reason):
            assert plain(part) in text

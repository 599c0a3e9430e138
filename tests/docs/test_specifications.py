"""The page of examples is what `make specifications` writes."""

from tests.docs.specifications import PAGE, page


def test_the_page_is_what_the_examples_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make specifications"

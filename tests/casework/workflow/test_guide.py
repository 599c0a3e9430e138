"""The guide shows the roles and the workflows as the code has them."""

from tests.docs.diagrams import GUIDE, current


def test_the_guide_is_current():
    text = GUIDE.read_text(encoding="utf-8")
    assert "stateDiagram" in text
    assert current(text) == text, "run `make diagrams`"

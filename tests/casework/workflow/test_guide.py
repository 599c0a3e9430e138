"""The guides show the roles and the workflows as the code has them."""

import pytest
from tests.docs.diagrams import GUIDES, current


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_guide_is_current(guide):
    text = guide.read_text(encoding="utf-8")
    assert "stateDiagram" in text
    assert current(text) == text, "run `make diagrams`"

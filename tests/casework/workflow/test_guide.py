"""The guides show the roles and the workflows as the code has them."""

import pytest
from tests.docs.diagrams import GUIDES, current, parts


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_the_guide_is_current(guide):
    text = guide.read_text(encoding="utf-8")
    assert "stateDiagram" in text
    assert current(text) == text, "run `make diagrams`"


def test_every_part_is_in_a_guide():
    texts = [guide.read_text(encoding="utf-8") for guide in GUIDES]
    assert [name for name in parts() if not any(f"<!-- {name} -->" in text for text in texts)] == []

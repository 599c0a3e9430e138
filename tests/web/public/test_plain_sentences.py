"""No sentence of a place's page has more than 25 words."""

import pytest
from tests.publish.sentences import long_sentences, sentences


def test_a_long_sentence_is_seen():
    assert long_sentences(f"<main><p>Short. {'word ' * 26}end.</p></main>")
    assert not long_sentences("<main><p>One idea. Then another: and a third; and so on.</p></main>")


@pytest.mark.parametrize("name", ["council", "region"])
def test_the_page_of_a_place_has_short_sentences(client, request, name):
    page = client.get(request.getfixturevalue(name)).content.decode()
    assert len(sentences(page)) > 20
    assert long_sentences(page) == []

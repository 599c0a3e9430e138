"""Comments on NHS services that people labelled: suggestions of codes are right more often than the most common codes.

The comments of two trusts, in an order by digest: the first thousand are coded, the next 500 get suggestions.
"""

import csv
import hashlib
from collections import Counter

import pytest

from careplace.voices.suggestions import Suggestions

pytestmark = pytest.mark.real
FIRST_LABEL = 11
NO_LABELS = {"Not assigned", "Labelling not possible"}


@pytest.fixture(scope="module")
def comments(voices):
    """(text, labels) of each comment that has both, shuffled the same way each time."""
    with (voices / "comments/v6framework_230831.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    labelled = [
        (
            row[8],
            {name for name, cell in zip(head[FIRST_LABEL:], row[FIRST_LABEL:], strict=True) if cell}
            - NO_LABELS,
        )
        for row in rows
    ]
    assert len(rows) == 7_908
    kept = [(text, labels) for text, labels in labelled if len(text) > 2 and labels]
    return sorted(kept, key=lambda pair: hashlib.sha256(pair[0].encode()).digest())


def test_one_of_three_suggestions_is_right_more_often_than_one_of_the_three_commonest(comments):
    coded, new = comments[:1_000], comments[1_000:1_500]
    suggestions = Suggestions([text for text, _ in coded], [labels for _, labels in coded])
    common = {label for label, _ in Counter(label for _, labels in coded for label in labels).most_common(3)}
    right = sum(bool(labels & {s.code for s in suggestions.of(text)}) for text, labels in new) / len(new)
    by_chance = sum(bool(labels & common) for _, labels in new) / len(new)
    assert right > by_chance + 0.05, (right, by_chance)


def test_every_suggestion_shows_words_that_both_texts_have(comments):
    coded = comments[:1_000]
    suggestions = Suggestions([text for text, _ in coded], [labels for _, labels in coded])
    for text, _ in comments[1_000:1_100]:
        for suggestion in suggestions.of(text):
            assert suggestion.words
            assert suggestion.code in coded[suggestion.text][1]

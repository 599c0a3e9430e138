"""Transcripts that other people published, as texts of a review: read from DOCX, ODT and PDF, kept, and redacted."""

import pytest
from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.casework.reviews import records

    from careplace.casework.residents import suggested_details
    from careplace.casework.reviews import sources
    from careplace.casework.reviews.models import Text
    from careplace.voices.extraction import KINDS, extract

pytestmark = pytest.mark.real


def test_each_is_kept_as_it_was_read_and_a_word_of_it_is_taken_out_everywhere(sqlite, voices):
    lead = records.lead()
    review = records.review(lead)
    documents = [path for path in sorted((voices / "transcripts").iterdir()) if path.suffix in KINDS]
    assert {path.suffix for path in documents} >= {".docx", ".odt", ".pdf"}
    for number, path in enumerate(documents):
        words = extract(path.name, path.read_bytes())
        source = records.source(lead, review, f"Interview {number}")
        text = sources.add_text(lead, source, words, "extracted")
        assert text.content == words
        longest = max(words.split(), key=lambda word: (word.isalpha(), len(word)))
        new = sources.redact(lead, text, [longest])
        assert sources.TAKEN_OUT in new.content
        assert longest not in sources.without(new.content, [longest]).split()
        assert Text.objects.get(source=source, number=1).content == ""
        assert all(detail.words in words for detail in suggested_details(words))

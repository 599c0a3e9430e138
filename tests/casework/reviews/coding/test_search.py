"""Search of passages: the same answers on both databases, which are those of reading every passage."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.reviews import records

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.anchoring import first_text, replace_text
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.coding.search import Filters, codings_in, ids_of, passages, with_content
from careplace.casework.reviews.coding.words import terms, words
from careplace.casework.reviews.models import Text

PASSAGES = (
    "She came home on Friday, but nobody told the pharmacy.",
    "The medication chart — café Zoë — was well-being's best.",
    "Medicines? It’s 2026-11-05, at 10.30am: see www.example.org/a_b",
    "Straße, STRASSE and ﬁne ½ cups; naïve coöperation",
    "home home pharmacy told nobody",
)


@pytest.fixture
def desk(both):
    lead = records.lead()
    review = records.review(lead)
    text = records.text(lead, records.source(lead, review), "\n".join(PASSAGES))
    return lead, review, text


def _found(desk, query="", **filters):
    lead, review, _ = desk
    return [p.content for p in with_content(ids_of(passages(lead, review.pk, Filters(query, **filters))))]


def test_words_are_folded_the_same_way_everywhere():
    assert words("Zoë's WELL-BEING, 10.30am a_b Straße ﬁne ½") == [
        *("zoes", "well", "being", "10", "30am", "a", "b", "strasse", "fine", "1", "2")
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("pharmacy", [0, 4]),
        ("PHARMACY home", [0, 4]),
        ('"told the pharmacy"', [0]),
        ("“nobody told”", [0]),
        ('"home pharmacy"', [4]),
        ("medic*", [1, 2]),
        ("medic", []),
        ("cafe zoe", [1]),
        ("Zoé", [1]),
        ("well-being", []),
        ("being*", [1]),
        ("2026", [2]),
        ("example.org", [2]),
        ("its", [2]),
        ("strasse", [3]),
        ("naive cooperation", [3]),
        ("fine", [3]),
        ("pharmacy OR friday", []),
        ("!!!", []),
        ("'; drop table", []),
        ('"', []),
        ("*", []),
    ],
)
def test_a_query_finds_what_has_all_of_it(desk, query, numbers):
    assert _found(desk, query) == [PASSAGES[number] for number in numbers]


def _has(passage, query):
    """Whether a passage has every term of a query, word for word: slow, and plain."""
    present = words(passage)
    wanted = terms(query)
    return bool(wanted) and all(_is_there(present, term) for term in wanted)


def _is_there(present, term):
    size = len(term.words)
    windows = [tuple(present[at : at + size]) for at in range(len(present) - size + 1)]
    if term.begins:
        return any(w[:-1] == term.words[:-1] and w[-1].startswith(term.words[-1]) for w in windows)
    return term.words in windows


_LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6)
_QUERIES = st.lists(
    st.sampled_from(["home", "med*", '"told the"', "zoë", "10", "&", "'", "|", "!a", ":*", "<->", "NOT", "ı"])
    | _LETTERS,
    max_size=4,
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(query=_QUERIES)
def test_any_query_finds_what_a_reader_finds(desk, query):
    expected = [p for p in PASSAGES if _has(p, query)] if query else list(PASSAGES)
    assert _found(desk, query) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(content=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60))
def test_the_words_of_any_text_are_found_in_it(desk, content):
    lead, review, text = desk
    if not content.strip():
        return
    current = Text.objects.get(state="current", source=text.source_id)
    with in_review(lead, review.pk) as at_once:
        replace_text(at_once, current, content, "edited")
    for line in content.replace("\r", "\n").split("\n"):
        if found := words(line):
            phrase = " ".join(found)
            assert line.strip() in _found(desk, f'"{phrase}"')
            assert unicodedata.normalize("NFKD", phrase) == phrase


def test_passages_are_found_by_what_was_coded_in_them(desk):
    lead, review, text = desk
    code, other = records.code(lead, review), records.code(lead, review, "Other")
    coding = records.coding(lead, text, code, "concern", populations=["dementia"])
    assert _found(desk, code=code.pk) == [PASSAGES[0]]
    assert _found(desk, code=code.pk, direction="concern", population="dementia") == [PASSAGES[0]]
    assert _found(desk, "pharmacy", direction="concern") == [PASSAGES[0]]
    assert not _found(desk, code=other.pk)
    assert not _found(desk, code=code.pk, direction="strength")
    assert not _found(desk, population="unpaid-carers")
    assert _found(desk, uncoded=True) == list(PASSAGES[1:])
    shown = list(passages(lead, review.pk, Filters()))
    assert [[c.pk for c in listed] for listed in codings_in(lead, shown).values()] == [
        [coding.pk],
        [],
        [],
        [],
        [],
    ]
    Coding.objects.filter(pk=coding.pk).update(state="suggested")
    assert not _found(desk, code=code.pk)


_SPANS = st.lists(st.tuples(st.integers(0, 250), st.integers(1, 120), st.booleans()), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(spans=_SPANS)
def test_a_coding_is_in_every_passage_that_it_reaches_into(desk, spans):
    lead, review, text = desk
    Coding.objects.all().delete()
    Code.objects.all().delete()
    codes = [Code.objects.create(place=review.place, state="used", review=review, name=name) for name in "ab"]
    of = {"place": review.place, "state": "coded", "review": review, "text": text, "source": text.source}
    for start, length, other in spans:
        span = {"start": start, "end": start + length, "sha256": "", "direction": "concern"}
        Coding.objects.create(code=codes[other], coder_id=lead.person, **of, **span)
    for filters, wanted in (({"code": codes[0].pk}, {False}), ({"direction": "concern"}, {False, True})):
        assert _found(desk, **filters) == _coded(text.content, spans, wanted)
    coded = _coded(text.content, spans, {False, True})
    assert _found(desk, uncoded=True) == [passage for passage in PASSAGES if passage not in coded]


def _coded(content, spans, wanted):
    """The passages with a point of a span of the codes that are wanted: slow, and plain."""
    points = {at for start, length, code in spans if code in wanted for at in range(start, start + length)}
    return [p for p in PASSAGES if points & set(range(content.index(p), content.index(p) + len(p)))]


def test_a_source_that_was_withdrawn_is_not_found(desk):
    _, _, text = desk
    type(text.source).objects.filter(pk=text.source_id).update(state="withdrawn")
    assert not _found(desk, "pharmacy")


def test_another_source_and_another_review_are_apart(desk):
    lead, review, _ = desk
    second = records.source(lead, review, "Interview 2")
    with in_review(lead, review.pk) as at_once:
        at_once.add(first_text(second, "The pharmacy again."))
    other = records.review(lead, title="Crisis")
    records.text(lead, records.source(lead, other), "The pharmacy elsewhere.")
    assert _found(desk, "pharmacy", source=second.pk) == ["The pharmacy again."]
    assert "The pharmacy elsewhere." not in _found(desk, "pharmacy")

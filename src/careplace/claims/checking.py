"""Every check over one text."""

from careplace.claims import arithmetic, averages, comparisons, held, mixes, superlatives, units, words
from careplace.claims.distributions import Distribution, distributions
from careplace.claims.findings import Finding, in_order
from careplace.claims.passages import Document, sentences
from careplace.claims.reading import read_text
from careplace.measures.providers.reading import Store


def check_text(text: str, store: Store | None = None, before: str | None = None) -> list[Finding]:
    """Findings on words at hand, a page of HTML if they begin with a tag; see `check`."""
    return check(read_text(text), store, read_text(before, "before") if before else None)


def check(document: Document, store: Store | None = None, before: Document | None = None) -> list[Finding]:
    """Everything that can be said of a text's numbers, in the order of the text.

    Args:
        document: the text. store: an edition's figures; without one the text is held against itself alone.
        before: an earlier text, whose ratings mix words of change are held against.
    """
    given = distributions(document)
    steps = _steps(given, distributions(before) if before else [])
    spoken = list(sentences(document))
    found = [finding for mix in given for finding in mixes.in_mix(mix)]
    found += averages.gaps(document)
    found += units.beds_as_locations(spoken)
    for sentence in spoken:
        found += arithmetic.in_sentence(sentence)
        found += units.share_as_count(sentence)
        found += words.in_sentence(sentence, steps)
        found += comparisons.in_sentence(sentence)
        found += superlatives.in_sentence(sentence)
    found += held.against_edition(document, spoken, given, store)
    return in_order(found)


def _steps(ours: list[Distribution], theirs: list[Distribution]) -> tuple[Distribution, Distribution] | None:
    """The earlier mix and the later: of the two texts, or of one text that gives two dates and no more."""
    ours, theirs = ([mix for mix in mixes if mix.counts] for mixes in (ours, theirs))
    if ours and theirs:
        return _latest(theirs), _latest(ours)
    dated = sorted((mix for mix in ours if mix.period), key=lambda mix: mix.period)
    two = len(dated) == len(ours) == 2 and dated[0].period != dated[1].period
    return (dated[0], dated[1]) if two else None


def _latest(given: list[Distribution]) -> Distribution:
    return max(given, key=lambda mix: (mix.period is not None, mix.period or ()))

"""Every check over one text."""

from collections.abc import Iterator, Sequence
from datetime import date

from careplace.claims.checks import (
    adjacent_sentences,
    arithmetic,
    averages,
    change_words,
    comparisons,
    earlier_change,
    edition,
    mixes,
    opposites,
    own_figures,
    own_table,
    shares_of_money,
    sums,
    superlatives,
    tables,
    units,
)
from careplace.claims.checks.findings import Check, Finding, Grade, in_order
from careplace.claims.checks.own_figures import OwnFigure
from careplace.claims.grammar.distributions import Distribution, distributions
from careplace.claims.grammar.grids import grids
from careplace.claims.grammar.mixes_in_words import in_words
from careplace.claims.grammar.rating_rows import mixes_of_rows
from careplace.claims.texts.documents import read_text
from careplace.claims.texts.passages import Document, Table, folded, sentences, too_long
from careplace.measures.reader import Reader


def check_text(
    text: str, reader: Reader | None = None, before: str | None = None, own: Sequence[OwnFigure] = ()
) -> list[Finding]:
    """Findings on words at hand, a page of HTML if they begin with a tag; see `check`."""
    return check(read_text(text), reader, read_text(before, "before") if before else None, own)


def check(
    document: Document,
    reader: Reader | None = None,
    before: Document | None = None,
    own: Sequence[OwnFigure] = (),
) -> list[Finding]:
    """Everything that can be said of a text's numbers, in the order of the text.

    Args:
        document: the text. reader: an edition's figures; without one the text is compared with itself alone.
        before: an earlier text, whose ratings mix words of change are compared with.
        own: figures of the organisation's own records.
    """
    text_sentences = list(sentences(document))
    stated_mixes, rows = distributions(document), list(mixes_of_rows(document))
    steps = _steps(
        [*stated_mixes, *(row for row in rows if row.period)], distributions(before) if before else []
    )
    stated_mixes += [*rows, *(mix for sentence in text_sentences if (mix := in_words(sentence)))]
    findings = [finding for mix in stated_mixes for finding in mixes.in_mix(mix)]
    table_grids = list(grids([part for part in document.parts if isinstance(part, Table)]))
    findings += [finding for grid in table_grids for finding in tables.in_grid(grid)]
    findings += own_table.against_tables(text_sentences, table_grids)
    findings += averages.gaps(document)
    findings += units.beds_as_locations(text_sentences)
    for sentence in text_sentences:
        findings += arithmetic.in_sentence(sentence)
        findings += sums.in_sentence(sentence)
        findings += adjacent_sentences.across(sentence)
        findings += earlier_change.in_sentence(sentence)
        findings += shares_of_money.in_sentence(sentence)
        findings += opposites.in_sentence(sentence)
        findings += units.share_as_count(sentence)
        findings += change_words.in_sentence(sentence, steps)
        findings += comparisons.in_sentence(sentence)
        findings += superlatives.in_sentence(sentence)
        findings += own_figures.in_sentence(sentence, own)
    findings += _unread_passages(document)
    findings += edition.against_edition(document, text_sentences, stated_mixes, reader)
    return in_order(findings)


def _unread_passages(document: Document) -> Iterator[Finding]:
    """One finding, however many passages are too long: a reader must know that not all was checked."""
    passages = too_long(document)
    if passages:
        also = f", and {len(passages) - 1:,} more passages like it" if len(passages) > 1 else ""
        says = f"it is too long to be read as a sentence, and was not checked{also}"
        quote = folded(passages[0].text[:60])
        yield Finding(Check.LENGTH, Grade.UNCHECKABLE, quote, passages[0].position(0), says)


def _steps(ours: list[Distribution], theirs: list[Distribution]) -> tuple[Distribution, Distribution] | None:
    """The earlier mix and the later: of the two texts, or of one text that gives two dates and no more."""
    ours, theirs = ([mix for mix in mixes if mix.counts] for mixes in (ours, theirs))
    if ours and theirs:
        return _latest(theirs), _latest(ours)
    by_period = {mix.period: mix for mix in ours if mix.period}
    if len(by_period) < 2 or len(ours) > 2:
        return None
    first, last = sorted(by_period)
    return by_period[first], by_period[last]


def _latest(candidates: list[Distribution]) -> Distribution:
    return max(candidates, key=lambda mix: mix.period or (date.min, date.min))

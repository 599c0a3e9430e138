"""Which measures a summary, a brief and the questions for readers name: by rule, the same figures the same choice.

Headline measures come first, then the others in the dictionary's order. Nothing is ranked by how far it is from
elsewhere: a large difference of one measure and a small one of another are in units that do not compare.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from careplace.measures.chance import comparisons
from careplace.measures.dictionary import families
from careplace.publish.outcomes import (
    BETTER,
    CALLED,
    HIGHER,
    LOWER,
    UNSURE,
    UNTOLD,
    WORSE,
    Outcome,
    Section,
)

ORDER = (*CALLED, UNSURE, UNTOLD)
LEADING = 5
"""So many measures better than the comparator are on a place's first picture, and as many worse."""
MOVING = {
    False: {
        WORSE: "Getting worse",
        BETTER: "Getting better",
        HIGHER: "Rising, where neither is better",
        LOWER: "Falling, where neither is better",
        UNSURE: "No clear change over the last years",
    },
    True: {
        WORSE: "Latest month worse than those before it, by more than expected by chance",
        BETTER: "Latest month better than those before it, by more than expected by chance",
        HIGHER: "Latest month higher than those before it, by more than expected by chance",
        LOWER: "Latest month lower than those before it, by more than expected by chance",
        UNSURE: "Latest month not clearly different from those before it",
    },
}
"""What is said of a direction, of years by their trend and of months by their control chart. A month outside what chance
makes is not getting worse: it may stand there since a step two years ago, as weekend discharges do in Plymouth."""


_PUBLISHER = re.compile(r'The publisher says: "[^"]+"')
"""How the caveats of a family of measures begin where they are its publisher's own words."""


@dataclass(frozen=True)
class Caution:
    """What the publisher of measures says of their use."""

    source: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question for readers: `kind` says which finding raises it."""

    kind: str
    outcome: Outcome


def chosen(sections: Iterable[Section]) -> list[Outcome]:
    """Measures with a number that is not out of date, headline ones first."""
    outcomes = [
        outcome
        for section in sections
        for outcome in section.outcomes
        if outcome.known and not outcome.data.stale
    ]
    return _headlines_first(outcomes)


def beside(sections: Iterable[Section], key: str) -> dict[str, list[Outcome]]:
    """Measures by what may be said beside a comparator."""
    return _by_word(chosen(sections), lambda outcome: outcome.verdict(key))


def leading(sections: Iterable[Section], key: str, most: int | None = LEADING) -> list[Outcome]:
    """The measures that a place's first picture shows: at most so many better than a comparator, then as many worse.

    All of them where `most` is None.
    """
    by_verdict = beside(sections, key)
    return [*by_verdict[BETTER][:most], *by_verdict[WORSE][:most]]


def turning(sections: Iterable[Section]) -> dict[str, list[Outcome]]:
    """Measures by where they are going."""
    return _by_word(chosen(sections), lambda outcome: outcome.turn)


def moving(sections: Iterable[Section], words: Sequence[str] = ORDER) -> list[tuple[str, list[Outcome]]]:
    """(what is said of their direction, measures), trends before newest months; nothing of a direction untold."""
    by_direction = turning(sections)
    return [
        (title, outcomes)
        for charted, titles in MOVING.items()
        for word, title in titles.items()
        if word in words
        and (outcomes := [outcome for outcome in by_direction[word] if outcome.charted == charted])
    ]


def _by_word(outcomes: Sequence[Outcome], verdict: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    by_word: dict[str, list[Outcome]] = {word: [] for word in ORDER}
    for outcome in outcomes:
        by_word[verdict(outcome)].append(outcome)
    return by_word


def questions(sections: Iterable[Section], key: str) -> list[Question]:
    """What a reader could ask, the gravest finding first; one question a measure."""
    outcomes = chosen(sections)
    questions_by_measure: dict[str, Question] = {}
    for kind, raises in _RAISES:
        for outcome in outcomes:
            if raises(outcome, key):
                questions_by_measure.setdefault(outcome.anchor, Question(kind, outcome))
    return list(questions_by_measure.values())


_RAISES: tuple[tuple[str, Callable[[Outcome, str], bool]], ...] = (
    ("worse-and-worsening", lambda outcome, key: outcome.verdict(key) == WORSE and outcome.turn == WORSE),
    ("worse", lambda outcome, key: outcome.headline and outcome.verdict(key) == WORSE),
    ("worsening", lambda outcome, _key: outcome.headline and outcome.turn == WORSE),
    ("target-missed", lambda outcome, _key: outcome.headline and outcome.target == "missed"),
    ("better-and-improving", lambda outcome, key: outcome.verdict(key) == BETTER and outcome.turn == BETTER),
)


def mattering(sections: Iterable[Section], most: int) -> list[Outcome]:
    """At most so many headline measures, the first of each section before the second of any."""
    headlines = [
        [outcome for outcome in s.headlines if outcome.known and not outcome.data.stale] for s in sections
    ]
    turns = max(map(len, headlines), default=0)
    return [section[turn] for turn in range(turns) for section in headlines if turn < len(section)][:most]


def spread(sections: Iterable[Section]) -> Outcome | None:
    """The headline measure of a chapter whose councils are drawn, by size and on a map: one, for room."""
    candidates = (
        outcome for section in sections for outcome in section.headlines if outcome in section.placed
    )
    # A funnel needs how many people stand behind each value.
    return next(
        (
            outcome
            for outcome in candidates
            if outcome.data.everyone and outcome.latest and outcome.latest.denominator
        ),
        None,
    )


def old(sections: Iterable[Section]) -> list[Outcome]:
    """Measures whose newest figure is out of date, headline ones first."""
    return _headlines_first(
        outcome for section in sections for outcome in section.outcomes if outcome.data.stale
    )


def absent(sections: Iterable[Section]) -> list[Outcome]:
    """Measures that no public table gives, headline ones first."""
    return _headlines_first(outcome for section in sections for outcome in section.absent)


def chance(sections: Iterable[Section], key: str, spoken: str) -> str:
    """How many of the comparisons with a comparator chance alone would mark, in a sentence; "" without any."""
    outcomes = [outcome for outcome in chosen(sections) if outcome.verdict(key) != UNTOLD]
    counts = comparisons(outcome.difference(key) for outcome in outcomes)
    if not counts.tested:
        return ""
    expected = f"about {counts.expected:.0f}" if counts.expected >= 1 else "fewer than one"
    return (
        f"Of {counts.tested} measures compared with {spoken}, {counts.different} differ{_split(outcomes, key)}. "
        f"If there were no real difference, {expected} would differ by chance alone. {counts.remaining} differ "
        "when many comparisons are allowed for (false discovery rate of 5%)."
    )


def _split(outcomes: Sequence[Outcome], key: str) -> str:
    """ ": 2 better, 5 worse, 1 neither": so that a reader finds the measures that a list of better and worse leaves out."""
    by_verdict = _by_word(outcomes, lambda outcome: outcome.verdict(key))
    better, worse = len(by_verdict[BETTER]), len(by_verdict[WORSE])
    neither = len(by_verdict[HIGHER]) + len(by_verdict[LOWER])
    counts = ((better, "better"), (worse, "worse"), (neither, "neither better nor worse"))
    listed = ", ".join(f"{number} {word}" for number, word in counts if number)
    return f": {listed}" if listed else ""


def cautions(outcomes: Iterable[Outcome]) -> list[Caution]:
    """What the publishers of these measures say of their use, each statement once."""
    names = [outcome.measure.family for outcome in outcomes if cautioned(outcome)]
    sources = {_publishers_words(name): families()[name].source for name in names}
    return [Caution(source, text) for text, source in sources.items()]


def cautioned(outcome: Outcome) -> bool:
    """Whether the measure's publisher says what its numbers may not be used for."""
    return bool(_publishers_words(outcome.measure.family))


def marks_cautions(outcomes: Sequence[Outcome]) -> bool:
    """Whether a list must say which of its measures have a caution: some do and some do not."""
    return len({cautioned(outcome) for outcome in outcomes}) > 1


def _publishers_words(family: str) -> str:
    quotation = _PUBLISHER.match(families()[family].caveats) if family in families() else None
    return quotation[0] if quotation else ""


def _headlines_first(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda outcome: not outcome.headline)

"""Which measures a summary, a brief and the questions for readers name: by rule, the same figures the same choice.

Headline measures come first, then the others in the dictionary's order. Nothing is ranked by how far it is from
elsewhere: a large difference of one measure and a small one of another are in units that do not compare.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
MOVING = {
    False: {
        WORSE: "Getting worse",
        BETTER: "Getting better",
        HIGHER: "Rising, where neither is better",
        LOWER: "Falling, where neither is better",
        UNSURE: "No change can be told over the last years",
    },
    True: {
        WORSE: "Newest month worse than those before, by more than chance would make",
        BETTER: "Newest month better than those before, by more than chance would make",
        HIGHER: "Newest month higher than those before, by more than chance would make",
        LOWER: "Newest month lower than those before, by more than chance would make",
        UNSURE: "Newest month within what chance alone would make",
    },
}
"""What is said of a direction, of years by their trend and of months by their control chart. A month outside what chance
makes is not getting worse: it may stand there since a step two years ago, as weekend discharges do in Plymouth."""


@dataclass(frozen=True)
class Question:
    """A question for readers: `kind` says which finding raises it."""

    kind: str
    outcome: Outcome


def chosen(sections: Iterable[Section]) -> list[Outcome]:
    """Measures with a number that is not of long ago, headline ones first."""
    every = [one for section in sections for one in section.outcomes if one.known and not one.data.stale]
    return _led(every)


def beside(sections: Iterable[Section], key: str) -> dict[str, list[Outcome]]:
    """Measures by what may be said beside a comparator."""
    return _by(chosen(sections), lambda one: one.verdict(key))


def turning(sections: Iterable[Section]) -> dict[str, list[Outcome]]:
    """Measures by where they are going."""
    return _by(chosen(sections), lambda one: one.turn)


def moving(sections: Iterable[Section], words: Sequence[str] = ORDER) -> list[tuple[str, list[Outcome]]]:
    """(what is said of their direction, measures), trends before newest months; nothing of a direction untold."""
    found = turning(sections)
    return [
        (said, listed)
        for charted, titles in MOVING.items()
        for word, said in titles.items()
        if word in words and (listed := [one for one in found[word] if one.charted == charted])
    ]


def _by(outcomes: Sequence[Outcome], verdict: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    return {word: [one for one in outcomes if verdict(one) == word] for word in ORDER}


def questions(sections: Iterable[Section], key: str) -> list[Question]:
    """What a reader could ask, the gravest finding first; one question a measure."""
    every, asked = chosen(sections), {}
    for kind, raises in _RAISES:
        for one in every:
            if raises(one, key):
                asked.setdefault(one.anchor, Question(kind, one))
    return list(asked.values())


_RAISES: tuple[tuple[str, Callable[[Outcome, str], bool]], ...] = (
    ("worse-and-worsening", lambda one, key: one.verdict(key) == WORSE and one.turn == WORSE),
    ("worse", lambda one, key: one.headline and one.verdict(key) == WORSE),
    ("worsening", lambda one, _key: one.headline and one.turn == WORSE),
    ("target-missed", lambda one, _key: one.headline and one.target == "missed"),
    ("better-and-improving", lambda one, key: one.verdict(key) == BETTER and one.turn == BETTER),
)


def mattering(sections: Iterable[Section], most: int) -> list[Outcome]:
    """At most so many headline measures, the first of each section before the second of any."""
    listed = [[one for one in section.headlines if one.known and not one.data.stale] for section in sections]
    turns = max(map(len, listed), default=0)
    return [one[turn] for turn in range(turns) for one in listed if turn < len(one)][:most]


def spread(sections: Iterable[Section]) -> Outcome | None:
    """The headline measure of a chapter whose councils are drawn, by size and on a map: one, for room."""
    listed = (one for section in sections for one in section.headlines if one in section.placed)
    # A funnel needs how many people stand behind each value.
    return next((one for one in listed if one.data.everyone and one.latest.denominator), None)


def old(sections: Iterable[Section]) -> list[Outcome]:
    """Measures whose newest figure is of long ago, headline ones first."""
    return _led(one for section in sections for one in section.outcomes if one.data.stale)


def absent(sections: Iterable[Section]) -> list[Outcome]:
    """Measures that no public table gives, headline ones first."""
    return _led(one for section in sections for one in section.absent)


def _led(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda one: not one.headline)

"""A change for better or worse between two periods across which recording is likely to have changed: it misleads.

A sentence may give both numbers as published, and say which is lower. That it is better is then no finding about care.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.grammar.phrases import Mention
from careplace.claims.grammar.places import Value
from careplace.claims.texts.passages import Sentence
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import codes_of
from careplace.measures.outcomes.steps import Step, steps_of
from careplace.measures.reader import Reader

JUDGED = re.compile(
    r"(?i)\b(?:better|worse|improv\w+|deteriorat\w+|progress\w*|success\w*|achiev\w+|thanks\s+to)\b"
)
"""Words that call a change good or bad, or say who made it."""


def in_values(
    sentence: Sentence, mentions: Sequence[Mention], values: Sequence[Value], reader: Reader
) -> Iterator[Finding]:
    """Findings on a judged change between numbers of one place on both sides of a likely change of recording."""
    if not JUDGED.search(sentence.text):
        return
    for first, second in combinations(values, 2):
        if first.area is None or first.area != second.area:
            continue
        codes = codes_of(reader, first.area) if first.area.kind != "trust" else [first.area.code]
        steps = steps_of(reader, codes)
        for mention in mentions:
            if step := between(
                mention, steps.get((mention.phrases.id, mention.phrases.breakdown), ()), first, second
            ):
                yield _finding(sentence, step, second)
                break


def between(mention: Mention, steps: Sequence[Step], first: Value, second: Value) -> Step | None:
    """The likely change of recording after the one period's first day and up to the other's."""
    if first.period is None or second.period is None:
        return None
    start, end = sorted((first.period[0], second.period[0]))
    kind = mention.phrases.measure.period_type
    return next((s for s in steps if s.recording and start < span(s.period, kind)[0] <= end), None)


def _finding(sentence: Sentence, step: Step, value: Value) -> Finding:
    start, end = value.token.start, value.token.end
    says = f"the two periods do not compare: from {step.period} on {step.why}"
    return Finding(
        Check.EDITION, Grade.MISLEADING, sentence.quote(start, end), sentence.position(start), says
    )

"""Words for direction and size compared with the numbers: counts and shares both, and what chance could do.

The limits are conventions of ours, written here once: a text is at fault only beyond them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from careplace.claims.checks.comparisons import hedged_or_denied
from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import rounded, signed
from careplace.claims.grammar.changes import LevelChange, level_changes
from careplace.claims.grammar.distributions import Distribution
from careplace.claims.grammar.moves import Move, magnitude_of, moves, negated
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Sentence
from careplace.statistics.proportions import newcombe

SLIGHT_POINTS, SLIGHT_PART = Decimal(5), Decimal("0.25")
"""A change is not slight when a share moved by 5 points or more and by a quarter or more of what it was."""

SHARP_POINTS, SHARP_PART = Decimal(2), Decimal("0.05")
"""A change is not sharp when it moved by less than 2 points and by less than a twentieth of what it was."""

_STATISTICAL = re.compile(r"(?i)significant")


@dataclass(frozen=True, slots=True)
class Step:
    """One or two levels from one mix to the next: counts x of n before and after."""

    levels: tuple[str, ...]
    x0: int
    n0: int
    x1: int
    n1: int

    @property
    def counts(self) -> int:
        return self.x1 - self.x0

    @property
    def points(self) -> Decimal:
        return 100 * (Decimal(self.x1) / self.n1 - Decimal(self.x0) / self.n0)

    @property
    def z(self) -> float:
        """The pooled two-sample z of the shares; 0 where both are zero or whole."""
        pooled = (self.x0 + self.x1) / (self.n0 + self.n1)
        spread = sqrt(pooled * (1 - pooled) * (1 / self.n0 + 1 / self.n1))
        return float(self.points) / 100 / spread if spread else 0.0

    @property
    def significant(self) -> bool:
        """Whether the difference's 95% interval (Newcombe) excludes zero."""
        interval = newcombe(self.x1, self.n1, self.x0, self.n0)
        return bool(interval.lower > 0 or interval.upper < 0)

    @property
    def working(self) -> str:
        interval = newcombe(self.x1, self.n1, self.x0, self.n0)
        low, high = (
            signed(rounded(Decimal(repr(float(100 * limit))), 1))
            for limit in (interval.lower, interval.upper)
        )
        return f"{self.moved}; 95% interval of the difference {low} to {high} points, z = {_z(self.z)}"

    @property
    def moved(self) -> str:
        return (
            f"{' or '.join(self.levels)}: {self.x0} of {self.n0} ({_share(self.x0, self.n0)}) to {self.x1} of "
            f"{self.n1} ({_share(self.x1, self.n1)}): {signed(Decimal(self.counts))} in count, "
            f"{signed(rounded(self.points, 2))} percentage points in share"
        )


def _share(x: int, n: int) -> str:
    return f"{rounded(100 * Decimal(x) / n, 1)}%"


def _z(z: float) -> str:
    return signed(rounded(Decimal(repr(z)), 2))


def step(levels: tuple[str, ...], before: Distribution, after: Distribution) -> Step | None:
    """The step of some levels between two mixes; None unless both give the counts of all four."""
    counts = [mix.counts for mix in (before, after) if mix.counts and sum(mix.counts.values())]
    if len(counts) < 2:
        return None
    sums = [(sum(mix[level] for level in levels), sum(mix.values())) for mix in counts]
    return Step(levels, *sums[0], *sums[1])


def in_sentence(sentence: Sentence, mixes: tuple[Distribution, Distribution] | None) -> Iterator[Finding]:
    """Words of direction and size in one sentence; `mixes` are the earlier and the later, where both are known."""
    number_moves = list(moves(sentence))
    size_findings = [finding for move in number_moves for finding in _move_size(sentence, move)]
    yield from size_findings or _significant(sentence, number_moves)
    if number_moves:
        return
    changes = list(level_changes(sentence))
    for change in changes:
        for levels in (
            change.levels if mixes else [tuple(level for group in change.levels for level in group)]
        ):
            yield from _change(sentence, change, levels, step(levels, *mixes) if mixes else None)
    if not changes:
        yield from _unnumbered(sentence)


def _change(
    sentence: Sentence, change: LevelChange, levels: tuple[str, ...], step: Step | None
) -> Iterator[Finding]:
    quote, where = sentence.quote(change.start, change.end), sentence.position(change.start)
    if change.direction.sign == 0:
        yield from _unchanged(sentence, change, step)
    elif step is None:
        if not any(t.kind in (Kind.NUMBER, Kind.PERCENT) for t in tokens(sentence.text)):
            says = f"the counts of both dates are not given for {_level_names(levels)}"
            yield Finding(Check.DIRECTION, Grade.UNCHECKABLE, quote, where, says)
    else:
        finding = _direction(change, levels, step, quote, where)
        yield finding
        if finding.grade is not Grade.WRONG:
            yield from _size(sentence, change, levels, step)


def _level_names(levels: tuple[str, ...]) -> str:
    return " or ".join(levels)


def _direction(change: LevelChange, levels: tuple[str, ...], step: Step, quote: str, where) -> Finding:
    sign = change.direction.sign
    count, share = step.counts * sign > 0, step.points * sign > 0
    names, working = _level_names(levels), step.moved
    if change.basis:
        holds = count if change.basis == "count" else share
        grade = Grade.HOLDS if holds else Grade.WRONG
        says = (
            f"the {change.basis} of {names} {_moved(step.counts if change.basis == 'count' else step.points)}"
        )
    elif count and share:
        grade, says = Grade.HOLDS, f"{names} {_moved(step.counts)} in count and in share"
    elif count or share:
        grade = Grade.MISLEADING
        says = (
            f"“{change.direction.text}” in {names} is true of the {'count' if count else 'share'} only: "
            f"the count {_moved(step.counts)}, the share {_moved(step.points)}"
        )
    else:
        grade, says = (
            Grade.WRONG,
            f"{names} {_moved(step.counts)} in count, and its share {_moved(step.points)}",
        )
    return Finding(Check.DIRECTION, grade, quote, where, says, working)


def _moved(change: Decimal | int) -> str:
    return "rose" if change > 0 else "fell" if change < 0 else "did not change"


def _size(sentence: Sentence, change: LevelChange, levels: tuple[str, ...], step: Step) -> Iterator[Finding]:
    word = change.magnitude
    if word is None:
        return
    start, end = min(word.start, change.start), max(word.end, change.end)
    quote, where = sentence.quote(start, end), sentence.position(start)
    share0 = 100 * Decimal(step.x0) / step.n0
    if word.sign < 0 and _not_slight(share0, step.points):
        says = f"{_level_names(levels)}: {signed(rounded(step.points, 2))} percentage points is not {_adjective(word)}"
        yield Finding(Check.MAGNITUDE, Grade.MISLEADING, quote, where, says, step.working)
    elif word.sign > 0 and not step.significant:
        says = f"“{word.text}”: no clear difference in {_level_names(levels)}; it may be chance"
        yield Finding(Check.MAGNITUDE, Grade.MISLEADING, quote, where, says, step.working)


def _adjective(word: Token) -> str:
    return word.text.lower().removesuffix("ly")


def _not_slight(share: Decimal, points: Decimal) -> bool:
    return abs(points) >= SLIGHT_POINTS and abs(points) >= SLIGHT_PART * share


def _unchanged(sentence: Sentence, change: LevelChange, step: Step | None) -> Iterator[Finding]:
    if not _STATISTICAL.search(change.direction.text):
        return
    quote, where = (
        sentence.quote(change.direction.start, change.direction.end),
        sentence.position(change.direction.start),
    )
    if step is None:
        says = "the text does not give the counts of both dates, so nothing can be tested"
        yield Finding(Check.MAGNITUDE, Grade.UNCHECKABLE, quote, where, says)
        return
    grade = Grade.WRONG if step.significant else Grade.HOLDS
    ends = (
        "is more than expected by chance"
        if step.significant
        else "may be chance, taking the two dates as independent"
    )
    says = f"{_level_names(step.levels)} moved by {signed(rounded(step.points, 2))} percentage points, which {ends}"
    yield Finding(Check.MAGNITUDE, grade, quote, where, says, step.working)


def _move_size(sentence: Sentence, move: Move) -> Iterator[Finding]:
    word, a, change = move.magnitude, move.before, move.after.value - move.before.value
    sign = move.direction.sign if move.direction else 0
    if word is None or not change or change * sign < 0 or a.value <= 0:
        return
    shares, part = a.kind is Kind.PERCENT, abs(change) / a.value
    quote, where = sentence.quote(word.start, word.end), sentence.position(word.start)
    working = f"{move.after.text} − {a.text} = {signed(change)}{' percentage points' if shares else ''}"
    small = part < SHARP_PART and (not shares or abs(change) < SHARP_POINTS)
    large = _not_slight(a.value, change) if shares else part >= SLIGHT_PART and abs(change) >= 5
    if (word.sign > 0 and small) or (word.sign < 0 and large):
        unit = " percentage points" if shares else f" ({rounded(100 * part, 0)}%)"
        says = f"{signed(change)}{unit} is not {_adjective(word)}"
        yield Finding(Check.MAGNITUDE, Grade.MISLEADING, quote, where, says, working)
    elif word.sign > 0 and shares and _STATISTICAL.search(word.text):
        says = "percentages without their bases cannot be tested: say out of how many each is"
        yield Finding(Check.MAGNITUDE, Grade.UNCHECKABLE, quote, where, says, working)


_SIGNIFICANT = re.compile(
    r"(?i)\bsignificant(?:ly)?\s+(?:improv\w+|increas\w+|reduc\w+|decreas\w+|rise|fall|drop|change|difference|higher|lower|better)\b"
)
_TESTED = re.compile(
    r"(?i)\bconfidence\b|\binterval\b|\bp\s*[<=]|\bstatistical\w*\b|\bof\s+[\d,]+\b|\d\s*/\s*\d|\bn\s*="
)


def _significant(sentence: Sentence, number_moves: list[Move]) -> Iterator[Finding]:
    """ "Significant improvement: … from 85 to 86.9": rates or scores, without what they are out of."""
    match = _SIGNIFICANT.search(sentence.text)
    rates = any(
        t.kind is Kind.PERCENT or t.places for move in number_moves for t in (move.before, move.after)
    )
    if (
        match
        and rates
        and not _TESTED.search(sentence.text)
        and not hedged_or_denied(sentence.text[: match.start()])
    ):
        says = "nothing says out of how many the numbers are, so the change may be chance"
        quote, where = sentence.quote(match.start(), match.end()), sentence.position(match.start())
        yield Finding(Check.MAGNITUDE, Grade.UNCHECKABLE, quote, where, says)


_SUBJECT = re.compile(r"(?i)\b(?:number|share|proportion|percentage|rate)s?\s+of\b|\byear[- ]on[- ]year\s+$")


_SHARE = re.compile(r"(?i)(?:share|proportion|percentage|rate)")
_NUMERIC = (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT)


def _unnumbered(sentence: Sentence) -> Iterator[Finding]:
    """A change in a number that the text never gives."""
    all_tokens = tokens(sentence.text)
    if any(t.kind in _NUMERIC for t in all_tokens):
        return
    has_share_before = any(t.kind is Kind.PERCENT for t in tokens(sentence.before))
    for token in all_tokens:
        if token.kind is not Kind.DIRECTION or not token.sign or negated(sentence.text, token):
            continue
        subject = list(_SUBJECT.finditer(sentence.text[: token.start]))
        # "… (17.4%). The percentage of poor homes has decreased": one of the two times is given.
        if has_share_before and subject and _SHARE.match(subject[-1][0]):
            continue
        leads = token.noun and re.match(
            r"\s+in\s+the\s+(?:number|share|proportion|percentage)\b", sentence.text[token.end :]
        )
        if subject or leads:
            size = magnitude_of(sentence.text, list(all_tokens), token)
            start = min(t.start for t in (size, token) if t)
            start = subject[-1].start() if subject else start
            says = "no number is given for either time"
            yield Finding(
                Check.DIRECTION,
                Grade.UNCHECKABLE,
                sentence.quote(start, token.end),
                sentence.position(start),
                says,
            )

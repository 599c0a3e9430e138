"""Ratings mixes as a text gives them: in a list, in a sentence, or down the columns of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from careplace.claims.grammar.number_words import WORDS
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import (
    Document,
    Passage,
    Position,
    Role,
    Sentence,
    Table,
    folded,
    sentences,
)
from careplace.ratings.scale import LEVELS


@dataclass(frozen=True, slots=True)
class Part:
    """One level of a mix: its count and its share in percent, as printed; either may be absent."""

    level: str
    count: Token | None
    share: Token | None
    quote: str
    position: Position


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are in all, as the text says; `rated` where it says that these are the rated ones.

    `loose` where the words do not say that the mix is of all of them: then it can only be too large.
    """

    value: Decimal
    quote: str
    position: Position
    rated: bool
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """A mix. `parts` best level first; `unrated` counts of what is listed next to the four levels."""

    parts: tuple[Part, ...]
    unrated: Decimal
    unrated_share: Decimal | None
    total: Total | None
    context: str
    period: tuple[date, date] | None

    @property
    def complete(self) -> bool:
        return len(self.parts) == len(LEVELS)

    @property
    def counts(self) -> dict[str, int] | None:
        """Counts by level; None unless all four are whole numbers."""
        by_level = {part.level: part.count.value for part in self.parts if part.count}
        if len(by_level) < len(LEVELS) or any(value % 1 or value < 0 for value in by_level.values()):
            return None
        return {level: int(by_level[level]) for level in LEVELS}

    @property
    def quote(self) -> str:
        return " … ".join(part.quote for part in self.parts)


CONTEXT = 500
"""Letters before a list or table that are taken to be about it."""

UNRATED = re.compile(
    r"(?i)^\W*(?:not\s+(?:yet\s+|formally\s+)?(?:rated|inspected|rateable)|unrated|no\s+(?:published\s+)?rating"
    r"|insufficient\s+evidence|inspected\s+but\s+not|awaiting|suspended|other)"
)
TOTAL = re.compile(
    r"(?i)^\W*(?:grand\s+)?(?:total|all(?:\s+(?:locations|services|providers))?|rated|sum)\b(?!\s+by)"
)
OF_ALL = re.compile(
    r"(?i)(?:^|[\s(,;:])(?:of|total(?:\s+of)?|all|there\s+(?:are|were))\s+(?:the\s+|our\s+|its\s+)?$"
)
_CUT = re.compile(r"[,;]\s|\band\b|\bwith\b|:\s(?=\D*(?:19|20)\d\d)")
_BACK = re.compile(r"(?i)\b(?:these|those|them|they|following)\b|\bthe\s+(?:reports|inspections|ratings)\b")
_ELLIPTICAL = re.compile(rf"(?i)\s*(?:\d[\d,]*|{WORDS})\s+(?:were|was|are|is)\s+(?:rated|found|judged)\b")
"""A number without a noun, "Twenty-seven were rated good": of what was counted last."""
_COUNTED = re.compile(
    r"(?i)\s+(?:[\w’'-]+\s+){0,3}?(?:reports|inspections|ratings|homes|locations|services|providers|practices|trusts|hospitals|agencies)\b"
)
BEDS = re.compile(r"(?i)\bbeds?\b")
_NEAR_WHOLE = range(80, 121)
_TWO_WORDS = re.compile(r"(?:\s+\w+){0,2}")


def distributions(document: Document) -> list[Distribution]:
    """Every ratings mix of the text, in its order."""
    mixes: list[Distribution | None] = []
    before = ""
    for is_list, parts in groupby(
        document.parts, key=lambda part: isinstance(part, Passage) and part.role is Role.ITEM
    ):
        run = list(parts)
        mixes += (
            [_list_mix([part for part in run if isinstance(part, Passage)], before)]
            if is_list
            else [mix for part in run if isinstance(part, Table) for mix in _columns(part, before)]
        )
        before = next((part.text[-CONTEXT:] for part in reversed(run) if isinstance(part, Passage)), before)
    mixes += [sentence_mix(sentence) for sentence in sentences(document)]
    return [mix for mix in mixes if mix is not None]


def _list_mix(items: list[Passage], before: str) -> Distribution | None:
    parts, unrated, total = {}, [], None
    for item in items:
        item_tokens = tokens(item.text)
        numbers = _of_kind(item_tokens, Kind.NUMBER)
        levels = [token for token in item_tokens if token.kind is Kind.RATING]
        if UNRATED.match(item.text):
            unrated.append((numbers, _of_kind(item_tokens, Kind.PERCENT)))
        elif TOTAL.match(item.text) and len(numbers) == 1:
            total = Total(numbers[0].value, folded(item.text), item.position(0), "rated" in item.text.lower())
        elif part := _item(item, item_tokens, levels, numbers):
            if part.level in parts:
                return None
            parts[part.level] = part
    return mix_of(parts, unrated, total or _context_total(before), before)


def _item(item: Passage, item_tokens, levels: list[Token], numbers: list[Token]) -> Part | None:
    if len(levels) != 1 or len(levels[0].levels) != 1 or len(item.text) > 160 or BEDS.search(item.text):
        return None
    of = len(numbers) == 2 and re.fullmatch(
        r"\s+(?:out\s+)?of\s+(?:the\s+)?", item.text[numbers[0].end : numbers[1].start]
    )
    if len(numbers) > 1 and not of:
        return None
    shares = _of_kind(item_tokens, Kind.PERCENT)
    if not numbers and not shares:
        return None
    count, share = next(iter(numbers), None), next(iter(shares), None)
    end = max(token.end for token in (levels[0], count, share) if token)
    end += item.text[end : end + 1] == ")"
    return Part(levels[0].levels[0], count, share, folded(item.text[:end]), item.position(0))


def sentence_mix(sentence: Sentence) -> Distribution | None:
    """The mix of a sentence that names each level next to its number, a comma or "and" between them."""
    all_tokens = tokens(sentence.text)
    levels = [token for token in all_tokens if token.kind is Kind.RATING]
    if len(levels) < 3 or any(len(token.levels) != 1 for token in levels) or BEDS.search(sentence.text):
        return None
    if any(token.kind in (Kind.DIRECTION, Kind.POINTS) for token in all_tokens) or re.search(
        r"\bthan\b|\b(?:safe|effective|caring|responsive|well-led)\b", sentence.text
    ):
        return None  # levels of key questions are of the same services over again
    parts, total = {}, None
    for start, end in _segments(sentence.text):
        inside = [token for token in all_tokens if start <= token.start < end]
        own = [token for token in inside if token.kind is Kind.RATING]
        numbers, shares = _of_kind(inside, Kind.NUMBER), _of_kind(inside, Kind.PERCENT)
        if not own:
            total = total or _total(sentence, numbers)
        elif (
            len(own) > 1
            or own[0].levels[0] in parts
            or len(numbers) > 1
            or len(shares) > 1
            or not numbers + shares
        ):
            return None
        else:
            count, share = next(iter(numbers), None), next(iter(shares), None)
            first, last = (
                min(t.start for t in (own[0], count, share) if t),
                max(t.end for t in (own[0], count, share) if t),
            )
            quote = sentence.quote(first, last)
            level = own[0].levels[0]
            parts[level] = Part(level, count, share, quote, sentence.position(first))
    period = _period(sentence.text) or _period(sentence.before)
    total = total or total_before(sentence)
    return mix_of(parts, [], total, f"{sentence.before} {sentence.text}", period)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CUT.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _total(sentence: Sentence, numbers: list[Token]) -> Total | None:
    if len(numbers) != 1 or not OF_ALL.search(sentence.text[: numbers[0].start]):
        return None
    after = _TWO_WORDS.match(sentence.text, numbers[0].end)
    end = after.end() if after else numbers[0].end
    quote = sentence.quote(numbers[0].start, end)
    return Total(numbers[0].value, quote, sentence.position(numbers[0].start), " rated" in quote)


def total_before(sentence: Sentence) -> Total | None:
    """The only number of the sentence before, where this one speaks of what was counted there."""
    numbers = [t for t in tokens(sentence.before) if t.kind is Kind.NUMBER]
    counted = (
        len(numbers) == 1
        and numbers[0].bound is Bound.EXACT
        and _COUNTED.match(sentence.before[numbers[0].end :])
    )
    if not counted or not (_BACK.search(sentence.text) or _ELLIPTICAL.match(sentence.text)):
        return None
    return Total(numbers[0].value, folded(sentence.before), Position(0), False, True)


def _context_total(before: str) -> Total | None:
    """A total in the words before a list; their place is the list's own, which the caller quotes."""
    numbers = _of_kind(tokens(before), Kind.NUMBER)
    if len(numbers) != 1 or not OF_ALL.search(before[: numbers[0].start]):
        return None
    return Total(numbers[0].value, folded(before), Position(0), " rated" in before)


def _columns(table: Table, before: str) -> Iterator[Distribution | None]:
    labelled = [(row, _first(row[0].text)) for row in table.rows if len(row) > 1]
    if {level for _row, level in labelled if level in LEVELS} != set(LEVELS):
        return
    if len([level for _row, level in labelled if level in LEVELS]) != len(LEVELS):
        return
    head = table.rows[0] if _first(table.rows[0][0].text) is None else ()
    width = min(len(row) for row, level in labelled if level)
    cells = {j: [_cell(row[j]) for row, level in labelled if level] for j in range(1, width)}
    kinds = {j: _column_kind(column) for j, column in cells.items()}
    rows = [(row, level) for row, level in labelled if level]
    context = f"{before} {table.caption}"
    for j, kind in kinds.items():
        title = head[j].text if j < len(head) else ""
        if kind is Kind.PERCENT and kinds.get(j - 1) is Kind.NUMBER and _alike(head, j):
            continue
        paired = (
            j + 1 if kind is Kind.NUMBER and kinds.get(j + 1) is Kind.PERCENT and _alike(head, j + 1) else 0
        )
        if kind is not None:
            yield _column(rows, j, paired, kind, f"{context} {title}")


def _alike(head: tuple[Passage, ...], j: int) -> bool:
    """Whether a column of shares may be the shares of the counts next to it: not if beds stand in one head alone."""
    return len(head) <= j or bool(BEDS.search(head[j - 1].text)) == bool(BEDS.search(head[j].text))


def _column(rows, j: int, paired: int, kind: Kind, context: str) -> Distribution | None:
    parts, unrated, total = {}, [], None
    for row, level in rows:
        token = _cell(row[j])
        share = _cell(row[paired]) if paired else token if kind is Kind.PERCENT else None
        count = token if kind is Kind.NUMBER else None
        if level in LEVELS:
            quote = " ".join(folded(row[k].text) for k in (0, j, paired)[: 3 if paired else 2])
            parts[level] = Part(level, count, share, quote, row[paired or j].position(0))
        elif level == "unrated":
            unrated.append(([count] if count else [], [share] if share else []))
        elif count:
            quote = folded(f"{row[0].text} {row[j].text}")
            total = Total(count.value, quote, row[j].position(0), "rated" in row[0].text.lower())
    return mix_of(parts, unrated, total, context)


def _first(text: str) -> str | None:
    """What a row is about: a level, "unrated", "total", or None."""
    word = folded(text).capitalize()
    if word in LEVELS:
        return word
    return "unrated" if UNRATED.match(text) else "total" if TOTAL.match(text) else None


def _cell(cell: Passage) -> Token | None:
    cell_tokens = tokens(cell.text.strip())
    whole = (
        len(cell_tokens) == 1
        and cell_tokens[0].kind in (Kind.NUMBER, Kind.PERCENT)
        and cell_tokens[0].text == cell.text.strip()
    )
    return cell_tokens[0] if whole else None


def _column_kind(column: list[Token | None]) -> Kind | None:
    kinds = {token.kind for token in column if token}
    return (
        kinds.pop() if len(kinds) == 1 and sum(token is not None for token in column) >= len(LEVELS) else None
    )


def mix_of(
    parts: dict[str, Part], unrated: list, total: Total | None, context: str, period=None
) -> Distribution | None:
    """A mix of three levels or four; shares that are nowhere near 100% are shares of something else."""
    if len(parts) < 3:
        return None
    ordered = tuple(parts[level] for level in LEVELS if level in parts)
    shares = [part.share.value for part in ordered if part.share]
    unrated_shares = [share.value for _numbers, shares in unrated for share in shares[:1]]
    if (
        len(shares) == len(LEVELS)
        and int(sum(shares) + sum(unrated_shares)) not in _NEAR_WHOLE
        and not ordered[0].count
    ):
        return None
    counted = sum((number.value for numbers, _shares in unrated for number in numbers[:1]), Decimal(0))
    return Distribution(
        ordered,
        counted,
        sum(unrated_shares) if unrated_shares else None,
        total,
        context,
        period or _period(context),
    )


def _period(text: str) -> tuple[date, date] | None:
    """The one date that the words name; None where they name none or several."""
    periods = {token.period for token in tokens(text) if token.kind is Kind.DATE and token.period}
    return periods.pop() if len(periods) == 1 else None


def _of_kind(candidates, kind: Kind) -> list[Token]:
    return [token for token in candidates if token.kind is kind]

"""The places that a sentence names, and which of its numbers belong to which place and period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from careplace.claims.grammar.subjects import LONGEST_NAME, NAME
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.engine import read_parquet
from careplace.measures.cache import cached
from careplace.measures.reader import Reader
from careplace.places.area import KINDS, Area
from careplace.places.folding import fold

Period = tuple[date, date]
COUNTED_KINDS = ("council", "region", "nation")
TRUST = "trust"
_NATIONAL = re.compile(
    r"(?i)\bnationally\b(?!\s+represent)|\bnational\s+(?:average|figure|mean|rate|level|score|result|performance)\b|\bacross\s+the\s+country\b"
)
_REGIONAL = re.compile(
    r"(?i)\bregionally\b|\b(?:the|our)\s+region\b|\bregional\s+(?:average|figure|mean|rate|level|score|result)\b"
)
_LOCAL = re.compile(r"(?i)\b(?:locally|our|we|the\s+(?:council|city|borough|county)(?:['’]s)?)\b")
_TRUST = re.compile(
    r"\b(?:[A-Z][\w’'-]*,?\s+(?:(?:and|of|the|for|on)\s+)*){1,9}NHS\s+(?:Foundation\s+)?Trust\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place named at `start` to `end`; `area` is None where it is of a kind that has no figures."""

    start: int
    end: int
    area: Area | None


@dataclass(frozen=True, slots=True)
class Value:
    """A number with the place and the period that the sentence gives it; None where it gives none, or several.

    `adjacent`: whether the place is right next to the number.
    """

    token: Token
    area: Area | None
    period: Period | None
    adjacent: bool = False


def places(text: str, reader: Reader, home: Area | None = None) -> list[Place]:
    """Every place that the words name, in order; `home` is the place of the whole text, whose region "regional" means."""
    mentions = list(_trusts(text, reader))
    blanked = _blanked(text, mentions)
    for run in NAME.finditer(blanked):
        mentions += _in_run(run, reader)
    nation = next((area for area in reader.gazetteer.areas.values() if area.kind == "nation"), None)
    mentions += [Place(m.start(), m.end(), nation) for m in _NATIONAL.finditer(blanked)]
    region = _region(reader, home or _only([p.area for p in mentions if p.area and p.area.kind == "council"]))
    mentions += [Place(m.start(), m.end(), region) for m in _REGIONAL.finditer(blanked)]
    if home:
        mentions += [Place(m.start(), m.end(), home) for m in _LOCAL.finditer(blanked)]
    return sorted(mentions, key=lambda place: place.start)


def values(text: str, numbers: list[Token], mentioned_places: list[Place], home: Area | None) -> list[Value]:
    """Each number with its place and period.

    A place next to a number ("65.4% for England", "in Coventry, 64.6%") is that number's. The places that are next to
    none belong to the numbers next to no place: only where there is one place of that kind, and one such number, or
    each of them has its own date.
    """
    dates = [t for t in tokens(text) if t.kind is Kind.DATE]
    adjacent = {t: _adjacent_place(text, t, mentioned_places) for t in numbers}
    dated = {t: _dated(text, t, dates, mentioned_places) for t in numbers}
    if numbers and dated[numbers[0]] is None:
        dated[numbers[0]] = _opening(text, numbers[0], dates)
    left = [t for t in numbers if adjacent[t] is None and (dated[t] or not _earlier(text, t))]
    taken = {place.area.code for place in adjacent.values() if place and place.area}
    free = {
        p.area.code if p.area else "": p.area
        for p in mentioned_places
        if not p.area or p.area.code not in taken
    }
    area = (
        next(iter(free.values())) if len(free) == 1 else home if not free and not mentioned_places else None
    )
    alone = len(left) == 1 or len({dated[t] for t in left} - {None}) == len(left)
    # One date holds for every number that has none of its own, but for what "up from" and "the year before" say.
    common = {t.period for t in dates}
    common_period = next(iter(common)) if len(common) == 1 else None
    return [
        Value(
            t,
            beside.area
            if (beside := adjacent[t])
            else area
            if alone and area and t in left
            else _only_in_clause(text, t, mentioned_places)
            if dated[t]
            else None,
            dated[t] or (None if _earlier(text, t) else common_period),
            adjacent[t] is not None,
        )
        for t in numbers
    ]


_CLAUSE = re.compile(r"(?i);|,?\s+(?:while|whereas|whilst|although)\b|,\s+(?:and|but)\b")


def _only_in_clause(text: str, token: Token, mentioned_places: list[Place]) -> Area | None:
    """The one place that the clause of a number names, for a number with a date of its own."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    start, end = max(c for c in cuts if c <= token.start), min(c for c in cuts if c > token.start)
    return _only([place.area for place in mentioned_places if start <= place.start < end])


_OPENS = re.compile(r"(?i)\s*(?:in|at|during|for|by|on)\s+(?:the\s+(?:year|month)?\s*(?:to|of)?\s*)?$")


def _opening(text: str, first: Token, dates: list[Token]) -> Period | None:
    """The date that opens a sentence, for its first number: "In June 2025 there were 536,896"."""
    date = dates[0] if dates else None
    if date is None or date.end > first.start or not _OPENS.fullmatch(text[: date.start]):
        return None
    single = sum(d.end <= first.start for d in dates) == 1
    return date.period if single and not _earlier(text, first) else None


def only_place(text: str, reader: Reader) -> Area | None:
    """The one council, region or nation that the words name, however often; None where they name none or several."""
    areas = [place.area for place in places(text, reader)]
    return _only(areas) if all(areas) else None


def no_date(text: str) -> bool:
    """Whether the words name no date at all."""
    return not any(t.kind is Kind.DATE for t in tokens(text))


_WORDS = r"the|an|overall|national|average|figure|rate|mean|score|result|performance|total|council"
_AVERAGE = rf"(?:['’]s)?(?:\s+(?:{_WORDS})){{0,4}}"
_AFTER = re.compile(r"\s*\)?\s+(?:for|in|across|at)\s+(?:the\s+)?")
_ADVERB = re.compile(r"(?i)(?:nation|region|loc)ally")
_SAYS = r"(?:of|at|is|was|were|had|has|reported|recorded|saw|which\s+(?:is|was)|stood\s+at|stands\s+at|scored|achieved)"
_BEFORE = re.compile(rf"{_AVERAGE}\s*(?:,?\s*(?:\(\s*)?{_SAYS}(?:\s+only|\s+just)?|,|:|\(|–|-|=)?\s*$")
_THAN = re.compile(r"(?i)\b(?:than|above|below|exceed(?:s|ed|ing)|beat(?:s|ing)?)\s+(?:in\s+)?(?:the\s+)?$")
_ON = re.compile(
    r"\s*%?\)?\s*(?:,\s*)?(?:in|for|during|over|at|on|by|\()\s*(?:the\s+(?:year\s+)?)?$|\s*\(\s*$"
)
_EARLIER = re.compile(
    r"(?i)\bfrom\s+(?:\w+\s+)?$|\b(?:previous|prior|last)\s+(?:year|figure)\D{0,20}$|\bpreviously\s+$"
)
_EARLIER_AFTER = re.compile(
    r"(?i)^\s*\)?\s*,?\s*(?:in\s+)?(?:the\s+)?(?:previous|prior|last|year\s+before|year\s+earlier|month\s+before)"
)


def _adjacent_place(text: str, token: Token, mentioned_places: list[Place]) -> Place | None:
    tail = _unit_end(text, token)
    after = next((p for p in mentioned_places if p.start >= tail and _follows(text, tail, p)), None)
    before = next((p for p in reversed(mentioned_places) if p.end <= token.start), None)
    if after:
        return after
    if before is None or not _BEFORE.fullmatch(between := text[before.end : token.start]):
        return None
    # "Lower than the national average, at 31.4%": that is ours.
    ours = between.lstrip().startswith(",") and _THAN.search(text[: before.start])
    return None if ours else before


def _follows(text: str, tail: int, place: Place) -> bool:
    """Whether a place right after a number is the number's: "in England", "nationally", "(England)"."""
    between = text[tail : place.start]
    bracketed = between.strip() == "(" and text[place.end : place.end + 1] == ")"
    adverb = not between.strip() and _ADVERB.fullmatch(text[place.start : place.end])
    return bool(_AFTER.fullmatch(between) or bracketed or adverb)


def _dated(text: str, token: Token, dates: list[Token], mentioned_places: list[Place]) -> Period | None:
    tail = _unit_end(text, token)
    after = next((d for d in dates if d.start >= tail), None)
    if after and _ON.fullmatch(_IN_PLACE.sub(" ", _marked(text, mentioned_places)[tail : after.start])):
        return after.period
    before = next((d for d in reversed(dates) if d.end <= token.start), None)
    if before and re.fullmatch(r"\s*(?:,|:|\(|–|-|was|it\s+was)?\s*", text[before.end : token.start]):
        return before.period
    return None


_MARK = "\x00"
_IN_PLACE = re.compile(rf"\s+(?:in|for|across|at|by)\s+(?:the\s+)?{_MARK}+(?=\s)")


def _marked(text: str, mentioned_places: list[Place]) -> str:
    """The text with every letter of a place's name as a mark: "delayed days in Kent in March 2019"."""
    for place in mentioned_places:
        text = text[: place.start] + _MARK * (place.end - place.start) + text[place.end :]
    return text


_UNIT = re.compile(
    r"\s+(?:emergency\s+admissions|patients|residents|per\s+[\d,]+(?:\s+(?:people|adults|population|residents|older\s+people))?|(?:delayed\s+)?days|out\s+of\s+\d+|points?|beds|care\s+home\s+beds)"
)


def _unit_end(text: str, token: Token) -> int:
    unit = _UNIT.match(text, token.end)
    return unit.end() if unit else token.end


def _earlier(text: str, token: Token) -> bool:
    return bool(_EARLIER.search(text[: token.start]) or _EARLIER_AFTER.match(text[_unit_end(text, token) :]))


def _in_run(run: re.Match, reader: Reader) -> Iterator[Place]:
    """Areas in a run of capitalised words, the longest name first, whatever kind of area bears it."""
    words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run[0])]
    text, start = run.string, 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            first, last = words[start][0], words[end - 1][1]
            name = re.sub(r"['’]s?$", "", text[first:last])
            areas = reader.gazetteer.candidates(name, KINDS) if fold(name) else []
            if areas:
                counted = [a for a in areas if a.kind in COUNTED_KINDS]
                whole = not _part_of_a_name(text, first, first + len(name))
                yield Place(first, first + len(name), _standing(counted) if whole else None)
                start = end - 1
                break
        start += 1


_GOES_ON = re.compile(
    r"\s+(?:and|&)\s+[A-Z]|[\s-]+(?!(?:Adults?|Local|ASC|Council|City|County|Borough|Metropolitan|Unitary|England|I)\b)[A-Z][a-z]"
)
_BEGAN = re.compile(
    r"\b(?!(?:In|At|For|Across|Of|From|While|When|Since|By|The|Our|And|But|Both|Council|Only|Within|Although|Compared)\b)"
    r"[A-Z][\w’'-]*(?:\s+(?:and|&))?\s+$"
)


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether the place is part of a longer name that is none of ours: Leeds Teaching Hospitals, Leeds and Otherton."""
    return bool(_GOES_ON.match(text, end) or _BEGAN.search(text[:start]))


def _standing(areas: list[Area]) -> Area | None:
    """The area that bears the name now, a council before a region of the same name."""
    return next((area for area in areas if area.stands()), None)


def _trusts(text: str, reader: Reader) -> Iterator[Place]:
    for match in _TRUST.finditer(text):
        name = re.sub(r"^(?:At|In|The|For|Of)\s+(?:the\s+|The\s+)?", "", match[0])
        yield Place(match.end() - len(name), match.end(), _trust_names(reader).get(_plain(name)))


@cached()
def _trust_names(reader: Reader) -> dict[str, Area]:
    path = reader.folder / "tables" / "nhs_trust.parquet"
    if not path.exists():
        return {}
    rows = reader.engine.rows(f"select trust, max(name) as name from {read_parquet(path)} group by trust")
    return {_plain(row["name"]): Area(row["trust"], row["name"], row["name"], TRUST) for row in rows}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", name.lower()).replace(" the ", " ").split()).removeprefix("the ")


def _blanked(text: str, mentioned_places: list[Place]) -> str:
    for place in mentioned_places:
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text


def _region(reader: Reader, council: Area | None) -> Area | None:
    if council is None:
        return None
    return next((area for area in reader.gazetteer.parents(council) if area.kind == "region"), None)


def _only(areas: list[Area | None]) -> Area | None:
    codes = {area.code if area else "": area for area in areas}
    return next(iter(codes.values())) if len(codes) == 1 else None

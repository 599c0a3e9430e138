"""What a text names: its place, its date, its sector, and the group that it compares with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from careplace.claims.grammar.tokens import Kind, tokens
from careplace.claims.texts.passages import Document
from careplace.measures.reader import Reader
from careplace.places.area import GROUP_KINDS, Area
from careplace.places.folding import fold

NAME = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|upon|and|the|on|in|with)\s+)*[A-Z][\w’'-]*)*")
LONGEST_NAME = 6
_SECTORS = (
    ("adult-social-care", r"adult\s+social\s+care|social\s+care|care\s+market|care\s+providers"),
    ("care-homes-with-nursing", r"nursing\s+homes|care\s+homes\s+with\s+nursing"),
    ("residential-care", r"care\s+homes|residential"),
    ("home-care", r"home\s+care|domiciliary"),
    ("gp-practices", r"GP\s+(?:practices|surgeries)|general\s+practices"),
)
_GROUPS = (
    ("wmca", r"West\s+Midlands\s+Combined\s+Authority|\bWMCA\b"),
    ("core-cities", r"core\s+cit(?:y|ies)"),
    ("neighbours", r"statistical\s+neighbours|nearest\s+neighbours"),
    ("west-midlands", r"West\s+Midlands"),
    ("region", r"\bregion(?:al)?\b"),
    ("england", r"\bnational|\bEngland\b|\bthe\s+country\b|\bnation\b"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A place on dates, in a sector: enough to look a figure up."""

    area: Area
    period: tuple[date, date]
    sector: str

    @property
    def narrow(self) -> bool:
        """Whether the date is a day or a month; a figure at a day proves nothing of a whole year."""
        return self.period[1] - self.period[0] <= timedelta(days=31)


def sector(text: str) -> str:
    """The sector that words speak of; "" where they name none."""
    return next((key for key, words in _SECTORS if re.search(rf"(?i){words}", text)), "")


def group(text: str) -> str:
    """The comparator that words name, as Gazetteer.group takes it; "" where they name none."""
    return next((key for key, words in _GROUPS if re.search(rf"(?i){words}", text)), "")


def council(text: str, reader: Reader) -> Area | None:
    """The one council that a text names, however often; None where it names none or several."""
    councils = {area.code: area for run in NAME.finditer(text) for area in _councils(run[0].split(), reader)}
    return next(iter(councils.values())) if len(councils) == 1 else None


def _councils(words: list[str], reader: Reader) -> Iterator[Area]:
    """Councils in a run of capitalised words, the longest name first: North Lincolnshire is not Lincolnshire, and Greater
    Manchester Combined Authority names no council."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            name = " ".join(words[start:end])
            if not fold(name) or not reader.gazetteer.candidates(name, ("council", *GROUP_KINDS)):
                continue
            if reader.gazetteer.candidates(name, ("council",)):
                yield reader.gazetteer.resolve(name, kinds=("council",))
            start = end - 1
            break
        start += 1


def only_period(text: str) -> tuple[date, date] | None:
    """The one date that a text names."""
    periods = {t.period for t in tokens(text) if t.kind is Kind.DATE and t.period}
    return periods.pop() if len(periods) == 1 else None


def words_of(document: Document) -> str:
    """All the words outside tables."""
    return "\n".join(passage.text for passage in document.passages)

"""What a text names: its place, its date, its sector, and the group that it compares with."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from careplace.claims.passages import Document
from careplace.claims.tokens import Kind, tokens
from careplace.measures.providers.reading import Store
from careplace.places.area import Area
from careplace.places.folding import fold

_NAME = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|upon|and|the|on|in|with)\s+)*[A-Z][\w’'-]*)*")
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
class Named:
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


def council(text: str, store: Store) -> Area | None:
    """The one council that a text names, however often; None where it names none or several."""
    found = {
        area.code: area for name in _names(text) for area in store.gazetteer.candidates(name, ("council",))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _names(text: str) -> set[str]:
    """The longest runs of capitalised words that may be a name, with every run inside them."""
    names = set()
    for match in _NAME.finditer(text):
        words = match[0].split()
        names |= {
            " ".join(words[i:j])
            for i in range(len(words))
            for j in range(i + 1, min(len(words), i + LONGEST_NAME) + 1)
        }
    return {name for name in names if fold(name) and len(name) > 2}


def dated(text: str) -> tuple[date, date] | None:
    """The one date that a text names."""
    found = {t.period for t in tokens(text) if t.kind is Kind.DATE and t.period}
    return found.pop() if len(found) == 1 else None


def words_of(document: Document) -> str:
    """All the words outside tables."""
    return "\n".join(passage.text for passage in document.passages)

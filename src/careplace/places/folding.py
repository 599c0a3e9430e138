"""Folding: the many spellings of one name brought to one, without bringing two places together."""

import re
import unicodedata

# What a council calls itself besides its place. "city of" stays before London: the City is not the region.
OPENINGS = (
    "london borough of",
    "royal borough of",
    "metropolitan borough of",
    "metropolitan district of",
    "city and county of",
    "borough of",
    "district of",
    "county of",
    "council of",
    "city of",
)
ENDINGS = ("london borough", "metropolitan borough", "borough", "city of", "county of", "ua", "corporation")
RANKS = frozenset(("borough", "city", "county", "district", "metropolitan", "unitary"))
SHORT = {
    "integrated care board": "icb",
    "mayoral combined authority": "combined authority",
    "combined county authority": "combined authority",
}
SHORT_ENDINGS = {"ca": "combined authority", "cca": "combined authority", "mca": "combined authority"}


def fold(text: str) -> str:
    """The folded spelling: case, accents, punctuation, "&", "the" and the council's own style are gone.

    "St. Helens Borough Council" is "st helens"; "Bristol, City of" is "bristol". Twice changes nothing.
    """
    folded = plain_words(text)
    while (shorter := without_style(folded)) != folded:
        folded = shorter
    return folded


def slug(name: str) -> str:
    """A name for ids and the command line: "Yorkshire and The Humber" is "yorkshire-and-humber"."""
    return fold(name).replace(" ", "-")


def plain_words(text: str) -> str:
    """Lower-case words of letters and digits, one space between them, without "the"."""
    text = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’`]", "", text))
    return " ".join(word for word in words if word != "the")


def without_style(folded: str) -> str:
    """`folded` with at most one turn of style taken off each end; never nothing."""
    for long, short in SHORT.items():
        folded = folded.replace(long, short)
    words = folded.split()
    if words and words[-1] in SHORT_ENDINGS:
        words = [*words[:-1], *SHORT_ENDINGS[words[-1]].split()]
    if words and words[-1] == "council":
        words = without_ranks(words[:-1])
    text = " ".join(words)
    if words and words[0] == "nhs" and words[-1] == "icb":
        text = text.removeprefix("nhs ")
    return without_affixes(text) or folded


def with_ranks(text: str) -> tuple[str, set[str]]:
    """(the folded name, its ranks) of a name with ranks after it and no "Council": Bradford Metropolitan District."""
    words = fold(text).split()
    name = without_ranks(words)
    return " ".join(name), set(words[len(name) :])


def without_ranks(words: list[str]) -> list[str]:
    """`words` of a council's name without the ranks at its end: Bradford Metropolitan District."""
    while len(words) > 1 and words[-1] in RANKS:
        words = words[:-1]
    return words


def without_affixes(text: str) -> str:
    for opening in OPENINGS:
        rest = text.removeprefix(opening + " ")
        if rest != text and rest != "london":
            return rest
    for ending in ENDINGS:
        rest = text.removesuffix(" " + ending)
        if rest != text and rest != "london":
            return rest
    return text

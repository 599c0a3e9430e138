"""The regulator's scale: four levels in order, and the kinds of "no rating" beside them.

Source: CQC, "How we do our job: ratings"; the words are those found in the publications of 2021 to 2026.
"""

from enum import StrEnum

LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
"""The four levels, best first."""

GOOD_OR_OUTSTANDING = "good-or-outstanding"
"""The two upper levels together, in ids and addresses."""

KEY_QUESTIONS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")
DOMAINS = ("Overall", *KEY_QUESTIONS)

BY_SERVICE_GROUP = "Rated by service group"
"""What the register says of a location whose service groups CQC rates and whose overall it does not. No publication has the
words: measures/providers/register.sql puts them together from the ratings of the groups."""


class Kind(StrEnum):
    """What a published word says about a rating."""

    RATED = "rated"
    NOT_YET_RATED = "not yet rated"
    NOT_RATEABLE = "not rateable"
    INSUFFICIENT_EVIDENCE = "insufficient evidence"
    REGULATIONS_MET = "regulations met"
    REGULATIONS_NOT_MET = "regulations not met"
    SUSPENDED = "suspended"
    RATED_BY_SERVICE_GROUP = "rated by service group"


# Keys are folded (lower case). "Not Rated" is how the newer framework prints a location whose services are rated
# and whose overall is not; "Not applicable" is what dentists' overall carries. "Inspected but not rated", "No published
# rating", "No Approved Rating", "Not yet inspected" and "Evidence requirements partially / not yet scored" are the
# API's words.
_WORDS: dict[str, tuple[str, Kind]] = {
    **{level.lower(): (level, Kind.RATED) for level in LEVELS},
    "not rated": ("Not rated", Kind.NOT_YET_RATED),
    "not yet rated": ("Not rated", Kind.NOT_YET_RATED),
    "not yet inspected": ("Not rated", Kind.NOT_YET_RATED),
    "unrated": ("Not rated", Kind.NOT_YET_RATED),
    "not formally rated": ("Not formally rated", Kind.NOT_RATEABLE),
    "no published rating": ("No published rating", Kind.NOT_YET_RATED),
    "no approved rating": ("No approved rating", Kind.NOT_YET_RATED),
    "evidence requirements partially / not yet scored": ("Evidence not yet scored", Kind.NOT_YET_RATED),
    "evidence not yet scored": ("Evidence not yet scored", Kind.NOT_YET_RATED),
    "not applicable": ("Not applicable", Kind.NOT_RATEABLE),
    "inspected but not rated": ("Inspected but not rated", Kind.NOT_RATEABLE),
    "insufficient evidence to rate": ("Insufficient evidence to rate", Kind.INSUFFICIENT_EVIDENCE),
    "insufficient evidence": ("Insufficient evidence to rate", Kind.INSUFFICIENT_EVIDENCE),
    "regulations met": ("Regulations met", Kind.REGULATIONS_MET),
    "no action required": ("Regulations met", Kind.REGULATIONS_MET),
    "regulations not met": ("Regulations not met", Kind.REGULATIONS_NOT_MET),
    "action required": ("Regulations not met", Kind.REGULATIONS_NOT_MET),
    "rating suspended": ("Suspended", Kind.SUSPENDED),
    "suspended": ("Suspended", Kind.SUSPENDED),
    BY_SERVICE_GROUP.lower(): (BY_SERVICE_GROUP, Kind.RATED_BY_SERVICE_GROUP),
}


WORST_FIRST = ("Suspended", *reversed(LEVELS), "Regulations not met", "Regulations met")
"""[K] CQC does not say which of two ratings of one day stands. The worse counts, so that no place looks better than one
of its ratings says; a suspension is worse than any."""


def words() -> list[tuple[str, str, str]]:
    """(folded published word, standard word, kind) for every word that is known."""
    return [(word, standard, str(kind)) for word, (standard, kind) in _WORDS.items()]


def from_worst(standard: str) -> int:
    """The place of a standard word from the worst, 0; what is no rating comes last. Settles ratings of one day."""
    return WORST_FIRST.index(standard) if standard in WORST_FIRST else len(WORST_FIRST)


def standard(word: str) -> tuple[str, Kind]:
    """(standard word, kind) of a published word, whatever its case and spacing.

    Raises:
        ValueError: for a word that no publication is known to use.
    """
    folded = " ".join(word.split()).lower()
    if folded not in _WORDS:
        raise ValueError(f"{word!r} is not a rating that CQC is known to publish; expected one of {known()}")
    return _WORDS[folded]


def known() -> str:
    """The standard words, for messages."""
    return ", ".join(dict.fromkeys(standard for standard, _kind in _WORDS.values()))


def slug(level: str) -> str:
    """A level's word in ids and addresses: "requires-improvement"."""
    return level.lower().replace(" ", "-")

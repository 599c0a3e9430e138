"""What is wrong with a case to be rated: the field, what was found there, and what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `field` is the way to it, e.g. "services.Surgery.key_questions.Safe"."""

    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.field}: found {self.found}; expected {self.expected}"


class RatingError(ValueError):
    """A case that cannot be rated as it is written. `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class InheritedRating(RatingError):
    """A rating of an earlier registration was given to be aggregated, which CQC does not do."""


def folded(word: str) -> str:
    """A word for comparing: "Well led", "well-led" and "well_led" are one."""
    return " ".join(word.lower().replace("-", " ").replace("_", " ").replace("’", "'").split())


def chosen(word: object, among: Iterable[str], field: str) -> str:
    """The one of `among` that `word` means, whatever its case, hyphens and spaces.

    Raises:
        RatingError: when it means none; the nearest words are named.
    """
    words = {folded(word): word for word in among}
    if isinstance(word, str) and folded(word) in words:
        return words[folded(word)]
    shown_word = "nothing" if word is None else repr(word)
    raise RatingError([Problem(field, shown_word, expected_of(word, words.values()))])


def expected_of(word: object, among: Iterable[str]) -> str:
    """What is expected where `word` was found, with the nearest words named."""
    words = {folded(word): word for word in among}
    typed = folded(str(word))
    near = [word for word in words if typed in word] or get_close_matches(typed, words, n=2, cutoff=0.5)
    near = [words[word] for word in near[:2]]
    meant = f" (did you mean {' or '.join(near)}?)" if near else ""
    return f"one of {', '.join(words.values())}{meant}"

"""Whole numbers in words, from "two" to "nine hundred and ninety-nine thousand"."""

import re

ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: n for n, word in enumerate(ONES, start=1)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_TIMES = {"hundred": 100, "thousand": 1000}

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(ONES[:9])}))?|{'|'.join(sorted(ONES, key=len, reverse=True))})"
_HUNDREDS = rf"(?:{_SMALL}|an?)\s+hundred(?:\s+and\s+{_SMALL})?"
WORDS = rf"(?:(?:{_HUNDREDS}|{_SMALL}|a)\s+thousand|{_HUNDREDS}|{_SMALL})"
"""A number in words, "one" too; "a" only before hundred or thousand. Give it \\b on both sides and ignore case."""


def value(words: str) -> int:
    """The number that WORDS matched: 53 for "Fifty-three"."""
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _TIMES:
            total = max(total, 1) * _TIMES[word]
        else:
            total += _VALUES.get(word, 0)
    return total

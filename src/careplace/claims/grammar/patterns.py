"""The grammar of tokens, one pattern a kind, tried in the order of TOKEN at each place of a sentence.

A quantity that is none (a telephone number, an age, a clock time, a section of an Act, a range, what a rate is per)
is NON_QUANTITY and comes first, so that nothing is ever calculated with it.
"""

import re
from calendar import month_name

from careplace.claims.grammar.number_words import ONES, WORDS

MONTHS = tuple(month_name)[1:]
COUNT_WORDS = tuple(ONES[:12])
DIVISORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
SCALES = {
    "m": 6, "million": 6, "millions": 6, "bn": 9, "billion": 9, "billions": 9, "k": 3, "thousand": 3, "thousands": 3,
}  # fmt: skip
"""Powers of ten by the word or letter after a number."""

_MONTH = "|".join((*MONTHS, *(month[:3] for month in MONTHS)))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?"
_QUOTE = "[\"'‘’“”]"
_UPTO_NINE, _UPTO_TWELVE = "|".join(COUNT_WORDS[:9]), "|".join(COUNT_WORDS[1:])
_LABELS = (
    "aged?|section|table|figure|page|chapter|part|band|level|step|stage|phase|tier|regulation|article|version|"
    "appendix|annex|paragraph|room"
)

NON_QUANTITY = rf"""
    https?://\S+
  | \b\d[\d,.]*\s?(?:[ap]m\b | (?:st|nd|rd|th)\b | \+ | hours?\b | days?\s+a\s+week)
  | (?i:\b(?:per|for\s+every)\s+(?:1,?000|10,?000|100,?000|1,?000,?000|million)\b)
  | (?i:\b(?:{_LABELS})s?)\s+\d[\d.]*(?:\s*(?:-|–|to|and)\s*(?:over|above|under|\d+))?
  | \b\d+\s+(?:and|or)\s+(?:over|under|older|younger)\b
  | \b\d{{1,3}}(?:\.\d+)?(?:-|–)\d+(?:\.\d+)?\s?%?(?!\w)
  | \b0\d{{2,4}}[\s-]\d{{3,4}}[\s-]?\d{{3,4}}\b
  | \b\d+(?:/\d+){{2,}}\b | \b\d{{1,2}}\.\d{{2}}\.\d{{2,4}}\b | \b24/7\b | \b\d{{1,2}}:\d{{2}}\b
  | \b(?=\w*\d)(?=\w*[A-Za-z])\w+\b
"""
DATE = rf"""
    \b(?:\d{{1,2}}\s+)?(?:{_MONTH})\.?\s+(?:19|20)\d\d\b
  | \b(?:19|20)\d\d-\d\d-\d\d\b
  | \b(?:19|20)\d\d\s?[/–-]\s?(?:20)?\d\d\b
  | \b(?:19|20)\d\d\b(?!%|,\d|\.\d|\s+(?:of|out)\b)
  | \b\d{{1,2}}\s+(?:{_MONTH})\b
"""
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
AMOUNT = rf"""
    (?P<money_n>(?P<money>[£$€])\s?(?:{_DIGITS}))(?:\s?(?P<money_scale>{_SCALE})\b)?(?![\w%]|[.,]\d)
  | (?<![\w.,])(?P<scaled_n>(?:{_DIGITS}))\s?(?P<scale>million|billion|thousand|m|bn|k)\b
"""
POINTS = rf"""
    (?P<points_n>[-+−]?(?:{_DIGITS}))\s*(?:(?:%|per\s?cent|percentage)[ -]?points?\b|pp\b|ppts?\b|points\b)
  | (?i:\b{WORDS}[ ](?:per\s?cent(?:age)?[ ])?points?\b)
"""
PERCENT = rf"""
    (?P<percent_n>(?<![\w.])[-+−]?(?:{_DIGITS}))\s*(?:%|per\s?cent\b(?!age))
  | (?i:\b{WORDS}\s+per\s?cent\b(?![ ]points?))
"""
_PART = "thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_TIME = r"(?:years?|months?|weeks?|days?|hours?|minutes?|nights?|quarters?)"
FRACTION = rf"""
    (?i:\b(?P<fraction_n>{_UPTO_NINE})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<fraction_of>{_UPTO_TWELVE}|twenty)\b(?!\s+{_TIME}))
  | (?i:\b(?P<of_n>\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<of_of>10|[2-9])(?![\d,.]*\d|\s*%|\s+{_TIME}))
  | (?i:\b(?:(?P<ones>1)|one)\s+in\s+(?:every\s+)?(?P<one_of>(?!(?:19|20)\d\d)\d{{1,4}})(?![\d,.]*\d|\s*%|\s+{_TIME}))
  | (?i:\b(?:(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -]|over\s+)(?P<part>{_PART})\b)
  | (?i:\bhalf\b(?=\s+(?:of|the|our|its|their|all|were|are|was|is|said|have|had|do|did)\b|\s+\()
      | (?<=\bby[ ])half\b)
"""
NUMBER = rf"""
    (?P<number_n>(?<![\w.,])[-+−]?(?:{_DIGITS}))(?![\w%]|[.,]\d)
  | (?i:\b(?!one\b(?![ ]hundred|[ ]thousand)){WORDS}\b(?!\s+(?:hundred|thousand|million|billion)\b)
      | \bone(?=\s+(?:of\s+(?:the\s+)?\d
            |(?:(?:is|was)\s+)?(?:rated\s+)?[‘'"“]?(?:good|outstanding|inadequate|requir(?:es?|ed|ing)[ -]improvement))))
"""
_OR = rf"{_QUOTE}?(?:\s+or\s+|\s*/\s*){_QUOTE}?"
_RI = r"requir(?:es?|ed|ing)[ -]improvement"
_LONE = "good|outstanding|inadequate"
RATING = rf"""
    (?i:\b(?:good|outstanding){_OR}(?:better|above|higher|outstanding|good)\b)
  | (?i:\b(?:{_RI}|inadequate){_OR}(?:worse|below|inadequate|{_RI})\b)
  | (?i:\b(?:less\s+than|below)\s+good\b)
  | (?i:\b{_RI}\b)
  | \b(?:Good|Outstanding|Inadequate)\b
  | (?<=rated\s)(?i:{_LONE})\b | (?<=rated\sas\s)(?i:{_LONE})\b
  | (?<=["'‘“])(?i:{_LONE})(?=["'’”])
"""
_WITHOUT_NOUN = r"\b(?:and|or|but|overall|while|whereas|with|by|in|at|for|compared)\b"
LOWER = rf"\b(?:{_LONE})\b(?=[\"'’”]?\s*(?:$|[.,;:)(|–—-]|{_WITHOUT_NOUN}))"
"""A rating in lower case: one only in a sentence that is about ratings (STRONG), after a number or a word of AFTER."""
_WENT = "(?:went|gone|going)"
_BY = r"(?=\s+(?:from|by|\d))"
DIRECTION = rf"""
    (?i:\b(?P<same>unchanged | remain(?:s|ed)?\s+(?:the\s+same|stable)
          | (?:not|little|no)\s+(?:significantly\s+|materially\s+)?changed?(?:\s+significantly)?)\b)
  | (?i:\b(?P<up>rose|risen|rises?|rising|increas(?:e|es|ed|ing)|grew|grown|grows?|growth
          |climb(?:ed|s)|jump(?:ed|s)?|surged?|soared|{_WENT}\s+up|up{_BY})\b)
  | (?i:\b(?P<down>fell|fallen|falls?|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)
          |reduc(?:ed|es|ing|tion|tions)|slump(?:ed|s)?|plunged?|plummeted|tumbled|dipped|{_WENT}\s+down|shr[au]nk|down{_BY})\b)
"""
MAGNITUDE = r"""
    (?i:\b(?P<small>small|slight|slightly|marginal|marginally|minor|modest|modestly)\b)
  | (?i:\b(?P<large>sharp|sharply|dramatic|dramatically|substantial|substantially|considerable|considerably
        |significant|significantly|large|huge|marked|markedly)\b)
"""
KINDS = {
    "other": NON_QUANTITY,
    "date": DATE,
    "points": POINTS,
    "amount": AMOUNT,
    "percent": PERCENT,
    "fraction": FRACTION,
    "number": NUMBER,
    "rating": RATING,
    "lower": LOWER,
    "direction": DIRECTION,
    "magnitude": MAGNITUDE,
}
TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()), re.VERBOSE)

STRONG = re.compile(
    rf"(?i:\b{_RI}\b|\brat(?:ed|ings?)\b|\bCQC\b|\binspect(?:ed|ions?)\b)|(?<=[a-z,;:] )(?:Good|Outstanding|Inadequate)\b"
)
"""What makes a sentence one about ratings."""

AFTER = re.compile(
    rf"(?i)(?:[%)]|\d|\b(?:per\s?cent|is|are|was|were|be|being|as|or|and|rated|judged|found|deemed|considered|overall|either|only|just"
    r"|practices|homes|services|locations|trusts|providers|hospitals|agencies|surgeries|them"
    rf"|{WORDS}))[,]?\s+(?:(?:is|are|was|were|rated|found)\s+)?[\"'‘“]?$"
)
"""What stands before a rating in lower case."""

_ARTICLE = r"\s+(?:an?\s+)?$"
BOUND = re.compile(
    rf"""(?ix)
    (?P<over>(?:more|greater|higher)\s+than|(?<!all\s)over|at\s+least|above|in\s+excess\s+of|upwards\s+of){_ARTICLE}
  | (?P<almost>almost|nearly|just\s+under|close\s+to|approaching){_ARTICLE}
  | (?P<under>under|less\s+than|fewer\s+than|lower\s+than|below|up\s+to|at\s+most){_ARTICLE}
  | (?P<about>about|around|approximately|approx\.?|roughly|some|circa|c\.|broadly|~)\s*(?:an?\s+)?$
    """
)
"""What stands before a number and makes it a bound."""

HEAD = re.compile(rf"^{_QUOTE}|^\s*(?:[:=(|–—-]|\d|,|rated\b|ratings?\b|or\b|and\b|$)")
"""What follows a rating word at the head of a sentence, where a capital proves nothing."""

NOUN = re.compile(r"(?i)^(?:increase|growth|rise|fall|drop|decline|decrease|reductions?)$")
"""Words of direction that may be nouns: "an increase in", not "increased"."""

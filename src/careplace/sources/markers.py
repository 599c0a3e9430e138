"""Markers that publishers write where a number would stand, and what each says of that number.

In brackets: the shorthand of the Government Analysis Function for symbols in tables. Before it, `*` and numbers
such as `<5` stood for small counts that disclosure control keeps from view, and `..` and `:` for no number.
https://analysisfunction.civilservice.gov.uk/policy-store/symbols-in-tables-definitions-and-help/
"""

import pyarrow as pa
import pyarrow.compute as pc

SUPPRESSED, MISSING = "suppressed", "missing"
MARKERS = {
    "*": SUPPRESSED,
    "[c]": SUPPRESSED,
    "[low]": SUPPRESSED,
    "[x]": MISSING,
    "[z]": MISSING,
    "[w]": MISSING,
    "..": MISSING,
    ":": MISSING,
}
# Words that stand for nothing at all in any publication.
ABSENT = ("-", "na", "n/a", "null", "none", "unspecified", "not available")
# "<5", "< 5", "<=5" and "under 5": a small count that is not shown.
SMALL = r"^(<=?|≤|under|less than) *[0-9]+$"


def status(text: pa.Array) -> pa.Array:
    """What the marker in each cell says of its number: SUPPRESSED or MISSING; null where there is no marker."""
    coded = pc.dictionary_encode(text)
    words = pc.utf8_lower(pc.utf8_trim_whitespace(coded.dictionary.cast(pa.string())))
    statuses = pa.array([MARKERS.get(word) for word in words.to_pylist()], pa.string())
    return pc.if_else(pc.match_substring_regex(words, SMALL), SUPPRESSED, statuses).take(coded.indices)


def without(text: pa.Array) -> pa.Array:
    """`text` with every marker as null."""
    return pc.if_else(pc.is_valid(status(text)), None, text)

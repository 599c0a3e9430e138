"""How much of a text is read, so that no file takes longer than its size.

Checks of one sentence look at every pair of its numbers. A sentence is therefore bounded, and time grows with the
number of sentences alone.
"""

LARGEST = 20 * 2**20
"""Bytes of a file, and of what a packed file unpacks to. The longest local account we know has under 10 MB."""

MOST_LETTERS = 2 * 2**20
"""Letters of all that is read of a file. The longest local account we know has under half a million."""

MOST_CELLS = 200_000
"""Cells of all the tables of a file."""

MOST_PASSAGES = 30_000
"""Paragraphs, items, headings and tables of a file; an account of 200 pages has about 3,000."""

LONGEST_SENTENCE = 2_000
"""Letters of a sentence that is checked. The longest of the 43 public texts that we tried it on has 400."""

MOST_TOKENS = 120
"""Numbers, dates and words of direction and rating in a sentence that is checked; the most in those texts is 12."""

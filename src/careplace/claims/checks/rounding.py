"""What a printed number may stand for: every number that rounds to it, up or down at a half; and how ours are printed."""

from decimal import Decimal

from careplace.claims.grammar.tokens import Bound, Kind, Token

NEAR = Decimal(3)
"""Points by which "about", "almost" and a fraction in words may differ from the share, the rounding of the printed share
allowed as well: 72.6% is about three-quarters, and 62% is not nearly two-thirds.

Half the way between the fractions that people say (a quarter, a third, two-fifths, half …) is 3 to 4 points: a share
further away is nearer to another of them."""


def fits(part: Decimal, base: Decimal, share: Token) -> bool:
    """Whether `part` of `base` is the printed share, as its words bound it."""
    true = 100 * part / base
    match share.bound:
        case Bound.OVER:
            return true > share.value - share.half
        case Bound.UNDER:
            return true < share.value + share.half
        case Bound.ALMOST:
            return share.value - NEAR <= true <= share.value + share.half
        case Bound.ABOUT:
            return abs(true - share.value) <= max(NEAR, share.half)
    return abs(true - share.value) <= share.half


def agrees(figure: Decimal, printed: Token, decimals: int, slack: Decimal = Decimal(0)) -> bool:
    """Whether a figure, known to so many decimals, is the printed number, as its words bound it.

    `slack` is the share of the figure by which a sound number may differ as well. "About" is within a twentieth, and a
    share within NEAR.
    """
    figure_half = Decimal(5).scaleb(-decimals - 1) if printed.places > decimals else Decimal(0)
    half = max(printed.half, figure_half, spread(printed)) + abs(figure) * slack
    gap = figure - printed.value
    near = max(half, abs(figure) / 20, NEAR if printed.kind is Kind.PERCENT else half)
    match printed.bound:
        case Bound.OVER:
            return gap > -half
        case Bound.UNDER:
            return gap < half
        case Bound.ALMOST:
            return -near <= gap <= half
        case Bound.ABOUT:
            return abs(gap) <= near
    return abs(gap) <= half


def words_fit(words: Token, low: Decimal, high: Decimal) -> bool:
    """Whether a fraction in words may be said of a share from `low` to `high`, in percent."""
    near = min(NEAR, words.value / 4)
    match words.bound:
        case Bound.OVER:
            return high > words.value
        case Bound.UNDER:
            return low < words.value
        case Bound.ALMOST:
            return words.value - near <= high and low < words.value
    return low - near <= words.value <= high + near


def spread(number: Token) -> Decimal:
    """How far the number that a change was calculated from may be from the printed one.

    Shares and amounts are printed rounded. A count of tens of thousands that ends in three zeros or more is too.
    """
    if number.kind is not Kind.NUMBER:
        return number.half
    zeros = len(text := str(int(number.value))) - len(text.rstrip("0"))
    large = number.value >= 10_000 and number.value % 1 == 0 and zeros >= 3
    return Decimal(5).scaleb(zeros - 1) if large else Decimal(0)


def ratios(before: Token, after: Token) -> tuple[Decimal, Decimal] | None:
    """Least and greatest change in percent of `before`, whatever was rounded; None where it may be 0."""
    a, b, i, j = before.value, after.value, spread(before), spread(after)
    if a - i <= 0:
        return None
    changes = [100 * (second - first) / first for first in (a - i, a + i) for second in (b - j, b + j)]
    return min(changes), max(changes)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


def signed(value: Decimal) -> str:
    """A difference with its sign, a true minus."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,}"

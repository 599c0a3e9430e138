"""What a printed number may stand for: every number that rounds to it, up or down at a half; and how ours are printed."""

from decimal import Decimal

from careplace.claims.tokens import Bound, Token

NEAR = Decimal(3)
"""Points by which "about", "almost" and a fraction in words may differ from the share: 73% is about three-quarters."""


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
            return abs(true - share.value) <= NEAR
    return abs(true - share.value) <= share.half


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


def signed(value: Decimal) -> str:
    """A difference with its sign, a true minus."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,}"

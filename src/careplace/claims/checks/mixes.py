"""A ratings mix compared with itself: its counts against its total, its shares against its counts, and their sum."""

from collections.abc import Iterator
from decimal import Decimal

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import fits, rounded
from careplace.claims.grammar.distributions import Distribution
from careplace.claims.grammar.tokens import Bound, Token
from careplace.claims.texts.passages import Position


def in_mix(mix: Distribution) -> Iterator[Finding]:
    """Faults in a ratings mix: its counts against its total, its shares against its counts, and their sum."""
    if (mix.total and mix.total.loose) or not mix.complete:
        yield from _exceeds(mix)
        yield from _over_whole(mix)
    if mix.complete:
        yield from _total(mix)
        yield from _shares(mix)
        yield from _sum(mix)


def _exceeds(mix: Distribution) -> Iterator[Finding]:
    """Levels that come to more than all there are. Those that come to less leave room for what is not said."""
    counts = [part.count for part in mix.parts if part.count]
    exact = len(counts) == len(mix.parts) and all(count.bound is Bound.EXACT for count in counts)
    if mix.total is None or not exact or (rated := sum(count.value for count in counts)) <= mix.total.value:
        return
    # A number of the sentence before may be of reports, one of which may rate several services.
    grade = Grade.WRONG if mix.total.position.number else Grade.MISLEADING
    working = f"{' + '.join(count.text for count in counts)} = {rated:,}"
    says = f"the counts sum to {rated:,}, more than the {mix.total.value:,} that they are parts of"
    yield Finding(Check.BASE, grade, mix.quote, mix.parts[0].position, says, working)


def _over_whole(mix: Distribution) -> Iterator[Finding]:
    """Shares of three levels that are more than 100% without the fourth."""
    shares = [part.share for part in mix.parts if part.share and part.share.bound is Bound.EXACT]
    total = sum((share.value for share in shares), Decimal(0))
    slack = sum((share.half for share in shares), Decimal(0))
    if not mix.complete and len(shares) == len(mix.parts) and total - slack > 100:
        says = f"the printed shares of {len(shares)} of the four ratings sum to {total}%, more than 100%"
        yield Finding(Check.SUM, Grade.WRONG, mix.quote, mix.parts[0].position, says)


def _total(mix: Distribution) -> Iterator[Finding]:
    counts, total = mix.counts, mix.total
    if not counts or not total or total.loose:
        return
    rated = sum(counts.values())
    if total.value in (rated, rated + mix.unrated):
        return
    where = total.position if total.position.number else mix.parts[0].position
    working = f"{' + '.join(str(n) for n in counts.values())} = {rated:,}"
    gap = total.value - rated - mix.unrated
    if gap > 0 and not total.rated:
        says = f"{gap:,} of the {total.value:,} have none of the four ratings, and the text does not say what they are"
        yield Finding(Check.BASE, Grade.UNCHECKABLE, total.quote, where, says, working)
    else:
        says = f"the four counts sum to {rated:,}, not {total.value:,}"
        yield Finding(Check.BASE, Grade.WRONG, total.quote, where, says, working)


def _shares(mix: Distribution) -> Iterator[Finding]:
    stated = [(part, part.count, part.share) for part in mix.parts if part.count and part.share]
    rated = Decimal(sum(mix.counts.values())) if mix.counts else Decimal(0)
    if not stated or not rated:
        return
    numbers = [(count, share) for _part, count, share in stated]
    bases = [rated, rated + mix.unrated, *([mix.total.value] if mix.total else [])]
    base = max(dict.fromkeys(b for b in bases if b > 0), key=lambda b: _fitting(numbers, b))
    wrong = [(part, count, share) for part, count, share in stated if not fits(count.value, base, share)]
    if len(stated) > 2 and len(wrong) > 1 and (true_base := _other_base(numbers, base)):
        says = f"the shares are out of about {true_base}, not of the {base:,} counted; say what the base is"
        part, count, _share = stated[0]
        working = f"{count.value:,} ÷ {base:,} = {rounded(100 * count.value / base, 1)}%"
        yield Finding(Check.BASE, Grade.MISLEADING, mix.quote, part.position, says, working)
        return
    for part, count, share in wrong:
        yield not_the_share(part.quote, part.position, count.value, base, share)


def _fitting(numbers: list[tuple[Token, Token]], base: Decimal) -> int:
    """How many of the pairs of count and share are so of this base."""
    return sum(fits(count.value, base, share) for count, share in numbers)


def _other_base(numbers: list[tuple[Token, Token]], base: Decimal) -> int | None:
    """A whole number that all the shares are out of, if there is one between the largest count and thrice the base."""
    most = max(count.value for count, _share in numbers)
    return next(
        (
            n
            for n in range(int(most), min(int(3 * base), 5000))
            if n and _fitting(numbers, Decimal(n)) == len(numbers)
        ),
        None,
    )


def _sum(mix: Distribution) -> Iterator[Finding]:
    shares = [part.share for part in mix.parts if part.share]
    if len(shares) < len(mix.parts) or any(share.bound is not Bound.EXACT for share in shares):
        return
    if mix.unrated_share is None and (
        mix.unrated or (mix.total and mix.counts and mix.total.value > sum(mix.counts.values()))
    ):
        return
    total = sum((share.value for share in shares), mix.unrated_share or Decimal(0))
    unrated_half = shares[0].half if mix.unrated_share else Decimal(0)
    if abs(total - 100) <= sum((share.half for share in shares), unrated_half):
        return
    says = f"the printed shares sum to {total}%, further from 100% than rounding can bring them"
    working = " + ".join(str(share.value) for share in shares) + f" = {total}"
    yield Finding(Check.SUM, Grade.WRONG, mix.quote, mix.parts[0].position, says, working)


def not_the_share(quote: str, where: Position, count: Decimal, base: Decimal, share: Token) -> Finding:
    true = rounded(100 * count / base, share.places)
    says = f"{count:,} of {base:,} is {true}%, not {share.text}"
    working = f"{count:,} ÷ {base:,} = {rounded(100 * count / base, share.places + 2)}%"
    return Finding(Check.SHARE, Grade.WRONG, quote, where, says, working)

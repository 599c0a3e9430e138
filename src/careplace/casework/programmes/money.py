"""Money and activity of a programme as ranges, and how far the balance depends on what nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass

from careplace.casework.programmes.models import Item
from careplace.publish import wording

FIGURES = 2
"""Significant figures that a sum is printed with: more would be false precision."""


@dataclass(frozen=True)
class Balance:
    """Savings less costs, a year, in pounds. `decides` is the item whose range moves it most."""

    low: int
    central: int
    high: int
    decides: Item | None


def balance(items: Iterable[Item]) -> Balance | None:
    """The balance of the costs and savings that are counted; None where there is none.

    The ends join the worst of every item, and the best of every item: the balance is between them if each item is.
    """
    money = [item for item in items if item.kind != "activity" and item.state == "entered"]
    if not money:
        return None
    low = sum(item.low if item.kind == "saving" else -item.high for item in money)
    central = sum(item.central if item.kind == "saving" else -item.central for item in money)
    high = sum(item.high if item.kind == "saving" else -item.low for item in money)
    return Balance(low, central, high, max(money, key=lambda item: item.high - item.low))


def balance_words(result: Balance) -> list[str]:
    """The balance in sentences; one whose range has zero in it is no saving."""
    low, central, high = map(pounds, (result.low, result.central, result.high))
    range_words = f"between {low} and {high} a year, most likely {central}"
    if result.low <= 0 <= result.high:
        first = f"Savings less costs are {range_words}: whether the programme saves money is not clear."
    else:
        first = f"Savings less costs are {range_words}."
    return (
        [first, f"“{result.decides.name}” is the item that this depends on most."]
        if result.decides
        else [first]
    )


def item_words(item: Item) -> str:
    """An item in a sentence: its range and its source."""
    number = wording.count if item.kind == "activity" else pounds
    low, central, high = (number(value) for value in (item.low, item.central, item.high))
    return f"{item.name}: {central} a year, between {low} and {high} ({item.source})."


def pounds(value: int) -> str:
    """Money with two significant figures: "£1,200,000", "−£340"."""
    rounded = _rounded(abs(value))
    return f"{wording.MINUS if value < 0 and rounded else ''}£{rounded:,}"


def _rounded(value: int) -> int:
    digits = max(0, len(str(value)) - FIGURES)
    return int((value + 5 * 10 ** (digits - 1)) // 10**digits * 10**digits) if digits else value

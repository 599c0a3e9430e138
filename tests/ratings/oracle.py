"""The regulator's rules, slowly and obviously: one case at a time, in words, from the principles as printed."""

from fractions import Fraction

LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def combined(ratings: list[str], at_least: dict[str, int]) -> str:
    """Five ratings of key questions, or as many as `at_least` (the numbers that decide) is for."""
    how_many = {level: sum(rating == level for rating in ratings) for level in LEVELS}
    if how_many["Inadequate"] >= at_least["Inadequate"]:
        return "Inadequate"
    if how_many["Requires improvement"] >= at_least["Requires improvement"]:
        return "Requires improvement"
    if how_many["Inadequate"] > 0:
        return "Requires improvement"
    others_good = how_many["Outstanding"] + how_many["Good"] == len(ratings)
    if how_many["Outstanding"] >= at_least["Outstanding"] and others_good:
        return "Outstanding"
    return "Good"


def nhs_numbers(how_many: int) -> dict[str, int]:
    """The table of NHS trusts: 1 to 3 ratings, 4 to 8, 9 or more."""
    number = 1 if how_many <= 3 else 2 if how_many <= 8 else 3
    return {"Outstanding": number, "Requires improvement": number, "Inadequate": number}


def percent(scores: list[int]) -> int:
    """A sum of scores out of four each, in whole percent, halves up."""
    exact = Fraction(100 * sum(scores), 4 * len(scores))
    whole = int(exact)
    return whole + 1 if exact - whole >= Fraction(1, 2) else whole


def band(per_cent: int) -> str:
    """88–100 outstanding, 63–87 good, 39–62 requires improvement, 38 or lower inadequate."""
    if per_cent >= 88:
        return "Outstanding"
    if per_cent >= 63:
        return "Good"
    return "Requires improvement" if per_cent >= 39 else "Inadequate"

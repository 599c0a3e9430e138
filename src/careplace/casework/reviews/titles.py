"""How a review is called where the place is not known from around it."""


def with_place(title: str, place: str) -> str:
    """The title with the name of the place, once: "Going home: Coventry", "Quality of care in Coventry"."""
    return title if place.casefold() in title.casefold() else f"{title}: {place}"

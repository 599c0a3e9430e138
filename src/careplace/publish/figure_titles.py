"""What a figure is called outside of its chapter: its measure and its breakdown in words."""

from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.profile import ALL
from careplace.measures.providers.definitions import sectors
from careplace.publish import wording
from careplace.publish.outcomes import part_name
from careplace.ratings.scale import GOOD_OR_OUTSTANDING

PROVIDERS = "providers"
RATED = f"{{}}/overall/locations/{GOOD_OR_OUTSTANDING}"
"""The breakdown of the share by which a sector is known."""
_USUAL = ("overall", "locations")


def figure_title(measure: Measure, breakdown: str) -> str:
    """ "Rated Good or Outstanding: Home care"; "Delayed days: Responsible: NHS"; the measure's title for the whole."""
    if is_rated_share(measure, breakdown):
        return f"Rated Good or Outstanding: {_word(breakdown.partition('/')[0])}"
    part = breakdown_words(measure, breakdown)
    return f"{measure.title}: {part}" if part else measure.title


def is_rated_share(measure: Measure, breakdown: str) -> bool:
    """Whether it is the share by which sectors are known."""
    return measure.id == "rating-share" and breakdown == RATED.format(breakdown.partition("/")[0])


def breakdown_words(measure: Measure, breakdown: str) -> str:
    """ "adult-social-care/overall/locations/good" as "Adult social care, Good"; "age:65-and-over" as "Age: 65 and over"."""
    if breakdown == ALL:
        return ""
    if measure.section != PROVIDERS:
        return "; ".join(
            f"{wording.phrase(p.partition(':')[0])}: {part_name(p)}" for p in breakdown.split("/")
        )
    words = [_word(part) for part in breakdown.split("/") if part not in _USUAL]
    return ", ".join(words)


def _word(part: str) -> str:
    sector = sectors().get(part)
    return sector.title if sector else wording.phrase(part).replace(" or outstanding", " or Outstanding")

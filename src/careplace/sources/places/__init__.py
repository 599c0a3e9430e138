"""Publications about places. They are read first, since every other file names councils."""

from careplace.sources.places import estimates, lookups, people, registry, upper_tier
from careplace.sources.publication import Publication

PUBLICATIONS: tuple[Publication, ...] = (
    *registry.PUBLICATIONS,
    *lookups.PUBLICATIONS,
    *people.PUBLICATIONS,
    *upper_tier.PUBLICATIONS,
    estimates.MidYearEstimates(),
)

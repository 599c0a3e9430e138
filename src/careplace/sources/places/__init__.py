"""Publications about places. They are read first, since every other file names councils."""

from careplace.sources.places import estimates, lookups, people, registry, upper_tier

PUBLICATIONS = (
    *registry.PUBLICATIONS,
    *lookups.PUBLICATIONS,
    *people.PUBLICATIONS,
    *upper_tier.PUBLICATIONS,
    estimates.MidYearEstimates(),
)

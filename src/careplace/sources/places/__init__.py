"""Publications about places. They are read first, since every other file names councils."""

from careplace.sources.places import estimates, lookups, people, registry

PUBLICATIONS = (
    *registry.PUBLICATIONS,
    *lookups.PUBLICATIONS,
    *people.PUBLICATIONS,
    estimates.MidYearEstimates(),
)

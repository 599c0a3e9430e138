"""Which area a name or code means, at a date."""


class Gazetteer:
    """Areas, their names and their membership through time."""

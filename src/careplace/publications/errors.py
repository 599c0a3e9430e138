"""What can be wrong with a publication."""


class PublicationError(Exception):
    """Something about publications that a person must know or decide; the message says what to do."""


class NoSuchPublication(PublicationError):
    """There is no publication, version or file of that name."""


class DamagedPublication(PublicationError):
    """A publication's files are not as they were released."""

"""What can be wrong with a backup."""


class BackupError(Exception):
    """A backup that cannot be taken, or an archive that cannot be restored; the message says what to do."""

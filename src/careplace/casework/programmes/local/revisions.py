"""What a version of figures has otherwise than the one before it."""

from careplace.casework.programmes.local.models import LocalFigures


def revision_words(figures: LocalFigures) -> list[str]:
    """A sentence where figures that were entered before were changed or left out; none where they were only added to."""
    before = LocalFigures.objects.filter(measure=figures.measure_id, number=figures.number - 1).first()
    count = revised(before, figures) if before else 0
    if not before or not count:
        return []
    return [
        f"Version {figures.number} of the figures changed or left out {count} of the {len(before.rows)} figures of "
        f"version {before.number}."
    ]


def revised(before: LocalFigures, after: LocalFigures) -> int:
    """How many figures of one version the next has not as they were."""
    now = {tuple(row) for row in after.rows}
    return sum(tuple(row) not in now for row in before.rows)

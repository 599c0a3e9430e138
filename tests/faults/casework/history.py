"""Whether what the site said it saved is in the database, and in the audit, whole and in order."""

import json
import subprocess
from collections import defaultdict

from django.db import connections
from tests.casework.databases import point_at
from tests.faults.casework.site import COMMAND, Officer, Site, environment

from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event


def check(site: Site, team: list[Officer]) -> int:
    """Nothing is lost: each accepted text is in the audit once, and each change follows the one before it.

    Returns:
        how many changes there are.
    """
    audit_is_whole(site.url)
    point_at(site.url)
    edits = changes_by_service()
    accepted = [pair for officer in team for pair in officer.accepted]
    saved = [(id, after) for id, texts in edits.items() for _before, after in texts]
    assert len(saved) == len(set(saved))
    assert set(accepted) <= set(saved)
    for service in Service.objects.all():
        texts = edits.get(str(service.pk), [])
        assert service.version == 1 + len(texts)
        assert [before for before, _ in texts] == ["", *(after for _, after in texts)][: len(texts)]
        assert service.contacts == (texts[-1][1] if texts else "")
    connections.close_all()
    return len(saved)


def changes_by_service() -> dict[str, list[tuple[str, str]]]:
    """{service: (text before, text after) of each edit, in the order of the audit}."""
    edits = defaultdict(list)
    for event in Event.objects.filter(action="edit").order_by("number").prefetch_related("texts"):
        texts = {text.side: json.loads(text.text) for text in event.texts.all() if text.field == "contacts"}
        edits[event.record].append((texts["before"], texts["after"]))
    return edits


def audit_is_whole(url: str) -> None:
    """As the command says."""
    run = subprocess.run(
        [str(COMMAND), "casework", "verify-audit"],
        env=environment(url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr

"""Prose of many kinds, none of it wrong, in which the checker must find no fault."""

from pathlib import Path

from careplace.claims import FAULTS, check, read_document

SOUND = Path(__file__).with_name("sound.md")


def test_sound_prose_has_no_fault():
    found = [finding for finding in check(read_document(SOUND)) if finding.grade in FAULTS]
    assert [(str(finding.position), finding.quote, finding.says) for finding in found] == []

"""The order in which processes take the modules of tests: longest first, by what was measured (docs/benchmarks.md)."""

# Of the first two, one builds the edition of the published files and the other that of the demonstration.
LONGEST = (
    "tests/real/test_chart_files.py",
    "tests/browser/site/test_pages.py",
    "tests/real/test_full_report.py",
    "tests/real/test_report_pages.py",
    "tests/real/test_trace.py",
    "tests/real/",
    "tests/browser/",
    "tests/measures/outcomes/",
    "tests/web/public/test_damage.py",
    "tests/web/casework/test_markers.py",
    "tests/web/casework/test_files.py",
    "tests/web/public/downloads/",
    "tests/sources/cqc/api/",
    "tests/faults/",
    "tests/claims/",
    "tests/sources/local/test_files.py",
    "tests/cli/",
)


def place_in_queue(nodeid: str) -> int:
    """Where a test's module stands in the queue; modules that are not listed stand last, in their own order."""
    return next((n for n, prefix in enumerate(LONGEST) if nodeid.startswith(prefix)), len(LONGEST))

"""Python's search for cycles in memory, at the pace of a server."""

import atexit
import gc


def search_seldom() -> None:
    """Search less often than Python does by itself.

    A page leaves thousands of objects in cycles, since macros hold their context. Looked for at Python's pace that took a
    fifth of the time, and one time in thirty pages it held a reader up for 150 ms.
    """
    gc.set_threshold(20_000, 10, 10)


def leave_out_what_is_loaded() -> None:
    """Never search what was loaded before the first page: it stays as long as the process."""
    gc.collect()
    gc.freeze()
    # Else modules written in C++ report what is left of them as leaks when the process ends.
    atexit.register(gc.unfreeze)

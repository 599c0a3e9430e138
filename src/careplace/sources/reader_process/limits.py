"""How much memory and time the reading of one file may take, and how a process is kept to it."""

import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

MEMORY_SETTING, SECONDS_SETTING = "CAREPLACE_READ_MEMORY", "CAREPLACE_READ_SECONDS"
# CQC's largest workbook takes 856 MiB and a few seconds.
DEFAULT_MEMORY, DEFAULT_SECONDS = 4 * 2**30, 600


@dataclass(frozen=True)
class Limits:
    """`memory` in bytes and `seconds`, for each file."""

    memory: int
    seconds: int

    @classmethod
    def from_settings(cls) -> "Limits":
        """As the environment says.

        Raises:
            ValueError: when a setting is not a whole number above 0.
        """
        memory = whole_setting(MEMORY_SETTING, DEFAULT_MEMORY, "bytes")
        return cls(memory, whole_setting(SECONDS_SETTING, DEFAULT_SECONDS, "seconds"))


def whole_setting(name: str, default: int, unit: str) -> int:
    """A setting that is a whole number above 0.

    Raises:
        ValueError: when it is something else.
    """
    setting = os.environ.get(name, "").strip() or str(default)
    if not (setting.isascii() and setting.isdigit() and int(setting)):
        raise ValueError(f"{name} is {setting!r}; set it to a whole number of {unit}, e.g. {default}")
    return int(setting)


def bound_memory(memory: int) -> None:
    """Let this process hold `memory` bytes more than it holds now; what asks for more is refused.

    RLIMIT_DATA and not RLIMIT_AS: allocators and threads reserve gibibytes of addresses that they never use.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = held() + memory
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def bound_time(seconds: int) -> None:
    """Let the system end this process after `seconds`; 0 takes the limit off.

    The signal ends it in whatever code it is, and also when nobody is left who waits for it.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def held() -> int:
    """How many bytes this process holds of what RLIMIT_DATA limits; 0 where the system does not say."""
    try:
        words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(words[5]) * resource.getpagesize()

"""How often one link may be asked for: a program that asks all the time must not keep colleagues waiting.

Counted in this process and nowhere else: a GET writes nothing, and of several processes each allows this much.
"""

import time
from threading import Lock

MOST, DURING = 60, 600  # times, seconds: ten devices that ask each two minutes
KNOWN = 10_000  # links that are counted at once

_lock = Lock()
_counted: dict[int, tuple[float, int]] = {}  # of whom: since when, how often


def too_often(user_id: int, now: float | None = None) -> int:
    """Count one more; 0, or after how many seconds this colleague's link may be asked for again."""
    now = time.monotonic() if now is None else now
    with _lock:
        since, times = _counted.get(user_id, (now, 0))
        if now - since >= DURING:
            since, times = now, 0
        if times >= MOST:
            return int(since + DURING - now) + 1
        if len(_counted) >= KNOWN:
            _counted.clear()
        _counted[user_id] = since, times + 1
        return 0


def forget() -> None:
    """Begin anew."""
    with _lock:
        _counted.clear()

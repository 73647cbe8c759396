"""How often the pages behind links may be asked for, from one network and in all; wrong keys cost more.

Counted in this process and nowhere else, since a GET writes nothing: of several processes each allows this much. What
is posted with a wrong key is counted in the database as well (``actions.give``), for all of them.
"""

import time
from threading import Lock

from crm.accounts.throttle import network

DURING = 600  # seconds
LOOK, WRONG = 1, 3  # a page costs this; where its key leads nowhere, so much more
MOST, MOST_IN_ALL = 120, 3_000  # 30 wrong keys from one network; an office shares one
KNOWN = 10_000  # networks that are counted at once
ALL = ""

_lock = Lock()
_spent: dict[str, tuple[float, int]] = {}  # by whom: since when, how much


def wait(address: str, now: float | None = None, *, opens: bool = False) -> int:
    """Pay for looking; 0, or after how many seconds this address may look again.

    What ``opens`` something is held back by the limit of its own network only: strangers with wrong keys, however many,
    shut the page for nobody who was asked.
    """
    return _spend(network(address), LOOK, time.monotonic() if now is None else now, in_all=not opens)


def was_wrong(address: str, now: float | None = None) -> None:
    """Pay for a key that leads nowhere."""
    _spend(network(address), WRONG, time.monotonic() if now is None else now)


def forget() -> None:
    """Begin anew."""
    with _lock:
        _spent.clear()


def _spend(where: str, cost: int, now: float, in_all: bool = True) -> int:
    with _lock:
        if len(_spent) >= KNOWN:
            _spent.clear()
        limits = {where: MOST} | ({ALL: MOST_IN_ALL} if in_all else {})
        left = max(_left(one, most, now) for one, most in limits.items())
        for one in limits if not left else ():
            since, spent = _of(one, now)
            _spent[one] = since, spent + cost
        return left


def _left(one: str, most: int, now: float) -> int:
    since, spent = _of(one, now)
    return int(since + DURING - now) + 1 if spent >= most else 0


def _of(one: str, now: float) -> tuple[float, int]:
    since, spent = _spent.get(one, (now, 0))
    return (since, spent) if now - since < DURING else (now, 0)

"""Who makes notices of what is written; ``wiring/telling.py`` registers them.

A room that has something to tell at once offers a function from a Change of the journal to notices
(``crm.news.Notice``), in a file ``notices.py``, and need not know who wants to hear it or how.
"""

from collections.abc import Callable

from crm.journal import Change
from crm.news import Notice

Tell = Callable[[Change], list[Notice]]  # inside the transaction of the change; [] where nobody must hear
_sources: dict[str, list[Tell]] = {}


def add(kind: str, tell: Tell) -> None:
    """Ask ``tell`` about every change of records of this kind (``followup``) from now on; "" is every kind."""
    if tell not in _sources.setdefault(kind, []):
        _sources[kind].append(tell)


def notices(change: Change) -> list[Notice]:
    """What colleagues must hear of this change."""
    return [notice for tell in (*_sources.get("", ()), *_sources.get(change.kind, ())) for notice in tell(change)]

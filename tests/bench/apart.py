"""A part of the bench in a process of its own, which begins with nothing in memory and gives all of it back."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def apart(function: Callable[..., Any], *values: Any) -> Any:
    """What ``function(*values)`` returns or raises; both travel between processes, so they must pickle."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as one:
        return one.submit(function, *values).result()

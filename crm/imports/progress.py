"""How far a long command is: a bar on a terminal, now and then a line elsewhere."""

import sys
import time
from typing import Self

import click

EVERY = 5  # seconds between lines


class Progress:
    """``with Progress(total) as progress: progress.reach(done, "…")``; on stderr, so that output stays clean."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._next_line = time.monotonic() + EVERY
        self._bar = click.progressbar(length=self._total, file=sys.stderr) if sys.stderr.isatty() else None

    def reach(self, done: int, note: str) -> None:
        """``done`` of the total is behind us."""
        step, self._done = done - self._done, done
        if self._bar is not None:
            self._bar.update(step)
        elif time.monotonic() >= self._next_line:
            self._next_line = time.monotonic() + EVERY
            click.echo(f"{min(done * 100 // self._total, 100)}% {note}", err=True)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)

"""A small HTTP client that costs little itself, and the figures it takes."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class Request:
    """What to send."""

    path: str
    body: str = ""

    @property
    def method(self) -> str:
        """POST where there is a body."""
        return "POST" if self.body else "GET"


@dataclass(frozen=True)
class Figures:
    """Milliseconds for one client at a time, and requests a second for several at once."""

    p50: float
    p95: float
    per_second: float


def measure(port: int, headers: dict[str, str], make: Callable[[int], Request], rounds: int, clients: int) -> Figures:
    """Send ``make(0)``, ``make(1)``, … one after another, then by several clients at once."""
    one = sorted(_send(port, headers, make(number)) for number in range(rounds))
    numbers = iter(range(rounds, 10**9))
    lock = threading.Lock()
    counts = [0] * clients
    until = time.perf_counter() + 3

    def work(index: int) -> None:
        while time.perf_counter() < until:
            with lock:
                number = next(numbers)
            _send(port, headers, make(number))
            counts[index] += 1

    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begin
    return Figures(one[len(one) // 2] * 1000, one[int(len(one) * 0.95)] * 1000, sum(counts) / took)


def of(paths: list[str]) -> Callable[[int], Request]:
    """Requests for these paths, round and round."""
    turns = cycle(paths)
    return lambda _number: Request(next(turns))


def _send(port: int, headers: dict[str, str], request: Request) -> float:
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(request.method, request.path, request.body or None, headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status >= 400:
        raise SystemExit(f"{request.method} {request.path} answered {answer.status}")
    return time.perf_counter() - begin

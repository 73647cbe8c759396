"""A small HTTP client that costs little itself, and the figures it takes."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.goals import Effort


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


@dataclass(frozen=True)
class Server:
    """Where to send to, and as whom."""

    port: int
    headers: dict[str, str]

    def send(self, request: Request) -> bytes:
        """The answer. Raises SystemExit for an error: a fast error must not count as a fast page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(request.method, request.path, request.body.encode() or None, self.headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise SystemExit(f"{request.method} {request.path} answered {answer.status}")
        return body


def measure(server: Server, make: Callable[[int], Request], effort: Effort) -> Figures:
    """Send ``make(0)``, ``make(1)``, … one after another, then by several clients at once."""
    for number in range(min(effort.rounds, 5)):  # what is read for the first time is read now
        server.send(make(number))
    one = sorted(_timed(server, make(number)) for number in range(effort.rounds))
    return Figures(percentile(one, 50), percentile(one, 95), _at_once(server, make, effort))


def percentile(times: list[float], share: int) -> float:
    """The value below which ``share`` of a hundred of these sorted ones lie."""
    return times[min(len(times) * share // 100, len(times) - 1)]


def milliseconds(begin: float) -> float:
    """How long it is since ``begin``, a value of ``time.perf_counter()``."""
    return (time.perf_counter() - begin) * 1000


def _timed(server: Server, request: Request) -> float:
    begin = time.perf_counter()
    server.send(request)
    return milliseconds(begin)


def _at_once(server: Server, make: Callable[[int], Request], effort: Effort) -> float:
    """Requests a second, all clients together."""
    numbers = iter(range(effort.rounds, 10**9))
    lock = threading.Lock()
    counts = [0] * effort.clients
    failed: list[SystemExit] = []
    begin = time.perf_counter()
    until = begin + effort.seconds

    def work(index: int) -> None:
        try:
            while time.perf_counter() < until and not failed:
                with lock:
                    number = next(numbers)
                server.send(make(number))
                counts[index] += 1
        except SystemExit as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(effort.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(counts) / (time.perf_counter() - begin)

"""Browsers that work over HTTP at a real server, in threads, and try again when it does not answer."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|key)"[^>]*value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}  # as a browser says


class NoAnswer(Exception):
    """The server went away before it answered."""


class HttpBrowser:
    """Keeps cookies; asks one page at a time."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, Location and text of the answer. Raises NoAnswer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None if form is None else urlencode(form)
        try:
            connection.request(method, path, body, headers | (FORM if form is not None else {}))
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as gone:
            raise NoAnswer from gone
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text

    def fields(self, path: str) -> dict[str, str]:
        """What the form on a page of ours sends unseen: its CSRF token and its key."""
        status, _location, page = self.ask("GET", path)
        assert status == 200, (path, status)
        return {name: unescape(value) for name, value in HIDDEN.findall(page)}

    def log_in(self, email: str, password: str) -> None:
        """Through the form."""
        sent = self.fields("/login") | {"email": email, "password": password}
        status, _location, page = self.ask("POST", "/login", sent)
        assert status == 303, page


@dataclass
class Writer:
    """Logs one contact after the other; sends a form that got no answer again, as somebody at a screen would."""

    browser: HttpBrowser
    customer: int
    words: list[str]
    kept: dict[str, int] = field(default_factory=dict)  # word -> the contact that the server said is kept
    again: int = 0  # forms that were sent again
    faults: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Begin, in a thread."""
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the form at hand and come back."""
        self._enough.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _work(self) -> None:
        try:
            for word in self.words:
                if self._enough.is_set():
                    return
                self._log(word)
        except Exception as error:  # shown by the test, which looks at the list
            self.faults.append(repr(error))

    def _log(self, word: str) -> None:
        page = f"/interactions/new?customer={self.customer}"
        sent = self._until_answered(self.browser.fields, page)
        sent |= {"customer": str(self.customer), "channel": "phone", "direction_phone": "in", "body": said(word)}
        status, location, text = self._until_answered(self.browser.ask, "POST", "/interactions/", sent)
        if status != 303:
            self.faults.append(f"{status} {text[:300]}")
        else:
            self.kept[word] = int(location.rpartition("#i")[2])

    def _until_answered(self, ask, *words):
        tries = 0
        while True:
            try:
                return ask(*words)
            except NoAnswer:
                self.again += tries == 0 and words[0] == "POST"
                tries += 1
                time.sleep(0.03)


def said(word: str) -> str:
    """What a contact with this word is about."""
    return f"Belde over de levering van {word}, komt erop terug."

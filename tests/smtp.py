"""A mail server for tests, over a real socket: it keeps what it received, and does wrong what it is told to.

    with smtp.server() as post:                    # post.url is a CRM_SMTP_URL; any process may use it
        post.befall(Fault("rcpt", "451 later"), None, Fault("end", DROP))  # the next three connections, in order
        ...
        assert [mail.to for mail in post.mails] == [["joost@vanrijnsbergen.example"]]
        assert post.mails[0].message["Subject"] == "Uw week 47"

What happens, at one of ``STAGES``: an answer instead of the usual one (after a 421 it hangs up), or ``DROP`` (the
connection is cut), ``HANG`` (it says nothing more), ``SLOW`` (one byte each ``post.pause`` seconds, without end),
``LATE`` (the usual answer, after ``post.pause`` seconds). ``None`` in the row is a connection that goes well, as do
all after the last; ``post.always(fault)`` is for every connection from then on.

``end`` is after the final dot: with ``DROP``, ``HANG`` or ``SLOW`` there the mail *was* taken (it is in ``mails``), and
only the answer never came; with an answer like 451 it was not. ``content`` is halfway the mail. ``post.down()`` and
``post.up()`` close and open the same port.

``tls="starttls"`` or ``"smtps"`` encrypts, with a certificate that is trusted where the environment has
``SSL_CERT_FILE`` set to ``post.authority`` (``certified_for`` makes it one of another machine); ``login=("name",
"password")`` asks for that.
"""

import asyncio
import socket
import ssl
import tempfile
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from urllib.parse import quote

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

STAGES = ("connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "content", "end", "quit")
DROP, HANG, SLOW, LATE = "drop", "hang", "slow", "late"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a connection, and where."""

    stage: str
    what: str  # DROP, HANG, SLOW, LATE or an answer like "550 5.1.1 unknown"

    def __post_init__(self) -> None:
        if self.stage not in STAGES or (self.stage == "content" and self.what not in (DROP, HANG, SLOW)):
            raise ValueError(self.stage)  # who is still sending hears no answer


@dataclass(frozen=True)
class Received:
    """A mail that was taken."""

    sender: str
    to: list[str]
    content: bytes
    options: list[str]  # of MAIL FROM
    encrypted: bool
    login: str

    @property
    def message(self) -> EmailMessage:
        """As a reader's program has it."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class Post:
    """The server as a test knows it."""

    tls: str = ""
    login: tuple[str, str] | None = None
    pause: float = 0.05
    mails: list[Received] = field(default_factory=list)
    connections: int = 0
    commands: list[str] = field(default_factory=list)  # stages that were come to, over all connections
    _row: deque[Fault | None] = field(default_factory=deque)
    _always: Fault | None = None
    _controller: "_Controller | None" = None

    def befall(self, *faults: Fault | None) -> None:
        """Of the next connections, in order."""
        self._row.extend(faults)

    def always(self, fault: Fault | None) -> None:
        """Of every connection for which nothing else is in the row."""
        self._always = fault

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._controller.port

    @property
    def url(self) -> str:
        """What ``CRM_SMTP_URL`` has to be."""
        scheme = {"": "smtp", "starttls": "smtp+starttls", "smtps": "smtps"}[self.tls]
        user = ":".join(quote(word, safe="") for word in self.login) + "@" if self.login else ""
        return f"{scheme}://{user}127.0.0.1:{self.port}"

    @property
    def authority(self) -> str:
        """The file that ``SSL_CERT_FILE`` must name for the certificate to be trusted."""
        return str(_authority()[1])

    def down(self) -> None:
        """Close the port."""
        self._controller.stop()

    def up(self) -> None:
        """Listen again, at the same port."""
        self._controller.start()

    def next_fault(self) -> Fault | None:
        """For a connection that begins."""
        self.connections += 1
        return self._row.popleft() if self._row else self._always


@contextmanager
def server(
    tls: str = "", login: tuple[str, str] | None = None, certified_for: str = "127.0.0.1", utf8: bool = True
) -> Iterator[Post]:
    """A server on a free port of this machine, with nothing wrong yet. ``utf8``: whether it offers SMTPUTF8."""
    post = Post(tls=tls, login=login)
    post._controller = _Controller(post, certified_for, utf8)
    post._controller.start()
    try:
        yield post
    finally:
        post._controller.stop(no_assert=True)


class _Controller(Controller):
    """Binds before it starts, so that a free port needs no guessing and a stopped one can be had again."""

    def __init__(self, post: Post, certified_for: str, utf8: bool) -> None:
        context = _context(certified_for) if post.tls else None
        self.post = post
        self.told = {"enable_SMTPUTF8": utf8, "hostname": "mail.vanrijnsbergen.example", "auth_require_tls": False}
        if post.tls == "starttls":
            self.told |= {"tls_context": context, "require_starttls": True, "auth_require_tls": True}
        if post.login:
            self.told |= {"authenticator": self._knows, "auth_required": bool(post.tls)}
        super().__init__(self, "127.0.0.1", 0, ssl_context=context if post.tls == "smtps" else None)

    def start(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.opening = True
        super().start()
        self.opening = False

    def factory(self) -> SMTP:
        return _Connection(self, self.post, None if self.opening else self.post.next_fault(), self.told)

    def _create_server(self):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        return self.loop.create_server(self._factory_invoker, sock=listening, ssl=self.ssl_context)

    def _knows(self, _server, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword):
        right = tuple(word.encode() for word in self.post.login)
        success = (data.login, data.password) == right
        return AuthResult(success=success, handled=False, auth_data=data.login.decode() if success else None)

    async def handle_DATA(self, connection: "_Connection", session: Session, envelope: Envelope) -> str:
        what = connection.fault.what if connection.fault and connection.fault.stage == "end" else ""
        if not what[:3].isdigit():
            encrypted = bool(session.ssl or self.ssl_context)
            self.post.mails.append(
                Received(
                    envelope.mail_from,
                    list(envelope.rcpt_tos),
                    bytes(envelope.original_content),
                    list(envelope.mail_options),
                    encrypted,
                    session.auth_data or "",
                )
            )
        return "250 2.0.0 kept"


class _Connection(SMTP):
    """One connection, with at most one thing that goes wrong."""

    def __init__(self, handler: _Controller, post: Post, fault: Fault | None, told: dict) -> None:
        self.post, self.fault, self.silent = post, fault, handler.opening
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # it does not see that smtps is encrypted
            super().__init__(handler, loop=handler.loop, **told)

    async def _handle_client(self) -> None:
        if not await self._went_wrong("connect"):
            await super()._handle_client()

    async def push(self, status) -> None:
        if str(status) == "250 2.0.0 kept" and await self._went_wrong("end"):
            return
        await super().push(status)

    async def _went_wrong(self, stage: str) -> bool:
        """Whether the usual answer must stay away."""
        if not self.silent:
            self.post.commands.append(stage)
        if not self.fault or self.fault.stage != stage:
            return False
        what = self.fault.what
        if what == LATE:
            await asyncio.sleep(self.post.pause)
            return False
        if what == HANG:
            await asyncio.sleep(3600)
        while what == SLOW:
            self._writer.write(b"2")
            await self._writer.drain()
            await asyncio.sleep(self.post.pause)
        if what == DROP:
            self.transport.abort()
            return True
        await super().push(what)
        if what.startswith("421"):
            self.transport.close()
        return True


def _stage(command: str, stage: str):
    """The command of aiosmtpd, unless something goes wrong first."""
    usual = getattr(SMTP, f"smtp_{command}")

    async def answer(self: _Connection, arg: str | None) -> None:
        if not await self._went_wrong(stage):
            await usual(self, arg)

    vars(answer).update(vars(usual))
    return answer


for _command in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "QUIT"):
    setattr(_Connection, f"smtp_{_command}", _stage(_command, _command.lower()))


async def _data(self: _Connection, arg: str | None) -> None:
    if await self._went_wrong("data"):
        return
    if self.fault and self.fault.stage == "content":
        await SMTP.push(self, "354 go on")
        await self._reader.read(100)
        await self._went_wrong("content")
        return
    await SMTP.smtp_DATA(self, arg)


_Connection.smtp_DATA = _data


@cache
def _authority() -> tuple[trustme.CA, Path]:
    """Somebody whose certificates nobody else trusts, and the file that says who it is."""
    authority = trustme.CA()
    folder = tempfile.TemporaryDirectory(prefix="authority")
    _folders.append(folder)
    file = Path(folder.name) / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return authority, file


_folders: list[tempfile.TemporaryDirectory] = []  # gone when the run ends


def _context(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority()[0].issue_cert(name).configure_cert(context)
    return context

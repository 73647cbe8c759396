"""Giving one mail to the server, and understanding what it answers. Nothing is written here, and nothing raised.

Each answer has its time, and the whole of it too: a server that sends a letter every twenty seconds is hung up on.
"""

import base64
import smtplib
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import TracebackType

from crm.mail.post import Limits
from crm.settings_mail import Smtp
from crm.words import N_, Text

LONGEST = 300  # characters of an answer that are kept
SET_UP_WRONGLY = (530, 534, 535, 538)  # log-in or encryption is asked for: an administrator can mend that


class Fate(Enum):
    """What became of a mail."""

    TAKEN = "taken"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True)
class Answer:
    """What became of a mail, the server's code where it gave one, and what to tell.

    ``said`` is one line of the server's, or a sentence of ours in English and, on a second line, the particulars.
    """

    fate: Fate
    code: int | None = None
    said: str = ""

    @property
    def sentence(self) -> str:
        """Without its particulars, so that it can be said in other languages."""
        return self.said.partition("\n")[0]


class _Watch:
    """Hangs up when a mail takes too long, whatever the conversation is at."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._line: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        if self._line:
            self._line.close()

    def over_line(self, line: socket.socket) -> None:
        """Watch this connection, by a handle of our own: that of smtplib changes when it is encrypted."""
        self._line = line.dup()
        if self.over:
            self._hang_up()

    def _hang_up(self) -> None:
        self.over = True
        if self._line:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


class _Conversation(smtplib.SMTP):
    """smtplib's, with a time limit for connecting of its own, and encrypted from the start where that is asked."""

    def __init__(self, smtp: Smtp, hello: str, limits: Limits, watch: _Watch) -> None:
        self._tls, self._connect_limit, self._watch = smtp.encryption == "tls", limits.connect, watch
        super().__init__(smtp.host, smtp.port, local_hostname=hello, timeout=limits.answer)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = socket.create_connection((host, port), self._connect_limit)
        self._watch.over_line(line)
        line.settimeout(timeout)
        return ssl.create_default_context().wrap_socket(line, server_hostname=host) if self._tls else line


TOO_SLOW = N_("The mail server did not answer in time.")


def give(smtp: Smtp, hello: str, sender: str, to: str, content: bytes, limits: Limits) -> Answer:
    """Give the server one mail for one address."""
    with _Watch(limits.whole) as watch:
        try:
            answer = _talk(smtp, hello, sender, to, content, limits, watch)
        except smtplib.SMTPException as error:
            answer = _refused(error, to, smtp)
        except OSError as error:
            answer = _broken(error)
    return _trouble(TOO_SLOW) if watch.over and answer.fate is not Fate.TAKEN else answer


def _talk(smtp: Smtp, hello: str, sender: str, to: str, content: bytes, limits: Limits, watch: _Watch) -> Answer:
    line = _Conversation(smtp, hello, limits, watch)
    try:
        line.ehlo_or_helo_if_needed()
        if smtp.encryption == "starttls":
            line.starttls(context=ssl.create_default_context())
            line.ehlo_or_helo_if_needed()
        if smtp.user:
            line.login(smtp.user, smtp.password)
        abroad = not to.isascii()
        if abroad and not line.has_extn("smtputf8"):
            return Answer(Fate.NEVER, None, str(N_("The mail server cannot send to an address with such letters.")))
        line.sendmail(sender, [to], content, ["SMTPUTF8", "BODY=8BITMIME"] if abroad else [])
        with suppress(OSError):  # it was taken: what comes after does not matter
            line.putcmd("quit")
        return Answer(Fate.TAKEN, 250)
    finally:
        line.close()


def _refused(error: smtplib.SMTPException, to: str, smtp: Smtp) -> Answer:
    """What the server said, or did not say."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _answered(*error.recipients[to], smtp)
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            return _answered(error.smtp_code, error.smtp_error, smtp)
        case smtplib.SMTPResponseException():  # at its greeting, at STARTTLS, or at the log-in
            return _answered(error.smtp_code, error.smtp_error, smtp, may_refuse=False)
        case smtplib.SMTPServerDisconnected():
            slow = isinstance(error.__context__, TimeoutError)
            return _trouble(TOO_SLOW if slow else N_("The mail server cut the connection."))
    return _trouble(N_("The mail server lacks what CRM_SMTP_URL asks for."), str(error))


def _broken(error: OSError) -> Answer:
    """What the network or the encryption said."""
    match error:
        case ssl.SSLCertVerificationError():
            return _trouble(N_("The mail server’s certificate is not trusted."), error.verify_message)
        case ssl.SSLError():
            return _trouble(N_("The mail server and we could not agree on encryption."), error.reason or "")
        case TimeoutError():
            return _trouble(TOO_SLOW)
    return _trouble(N_("The mail server could not be reached."), error.strerror or "")


def _answered(code: int, said: bytes | str, smtp: Smtp, may_refuse: bool = True) -> Answer:
    """5xx is for good where it is about this mail; where it is about us, somebody may mend that."""
    final = may_refuse and 500 <= code < 600 and code not in SET_UP_WRONGLY
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Answer(Fate.NEVER if final else Fate.LATER, code if 0 < code < 1000 else None, _shown(text, smtp))


def _shown(said: str, smtp: Smtp) -> str:
    """One printable line without what nobody may read."""
    for secret in filter(None, (smtp.password, base64.b64encode(smtp.password.encode()).decode())):
        said = said.replace(secret, "…")
    line = "".join(sign if sign.isprintable() else " " for sign in said)
    return " ".join(line.split())[:LONGEST]


def _trouble(sentence: Text, particulars: str = "") -> Answer:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in particulars).split())[:LONGEST]
    return Answer(Fate.LATER, None, "\n".join(filter(None, (str(sentence), line))))

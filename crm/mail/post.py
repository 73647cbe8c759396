"""Which server takes our mail and from whom it comes; told once, when the application starts."""

from collections.abc import Callable
from dataclasses import dataclass

from crm.settings_mail import Sender, Smtp, is_name


@dataclass(frozen=True)
class Limits:
    """Seconds: until there is a connection, until each answer, and for one mail as a whole."""

    connect: float = 10
    answer: float = 30
    whole: float = 120


@dataclass(frozen=True)
class Post:
    """All that is known of sending. ``hello`` is how we introduce ourselves to the server."""

    smtp: Smtp | None
    sender: Sender
    hello: str
    company: Callable[[], str]
    limits: Limits = Limits()


current = Post(None, Sender("", "rechterhand@localhost"), "[127.0.0.1]", lambda: "")


def live_in(
    smtp: Smtp | None,
    sender: Sender,
    *,
    host: str = "",
    company: Callable[[], str] = lambda: "",
    limits: Limits = Limits(),
) -> None:
    """Send through this server from now on. ``host`` is our own, ``company`` gives the name of a sender without one."""
    global current
    current = Post(smtp, sender, host if is_name(host) else "[127.0.0.1]", company, limits)


def is_set() -> bool:
    """Whether there is a server to give mail to."""
    return current.smtp is not None

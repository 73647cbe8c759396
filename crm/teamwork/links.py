"""Where the facts behind a figure can be read: addresses of search and of the registers' lists."""

from datetime import date, timedelta
from urllib.parse import urlencode


def contacts(first: date, last: date, departments: list[str], channel: str = "") -> str:
    """The question in the language of search: contacts of these days, of any of ``departments`` (none: of all)."""
    words = [f"sinds:{first}", f"voor:{last + timedelta(days=1)}"]
    if channel:
        words.append(f"kanaal:{channel}")
    if departments:
        named = [f'afdeling:"{name.replace(chr(34), " ")}"' for name in departments]
        words.append(named[0] if len(named) == 1 else f"({' OF '.join(named)})")
    return f"/search?{urlencode({'q': ' '.join(words)})}"


def listed(path: str, first: date | None = None, last: date | None = None, **filters: str | int | None) -> str:
    """A list of ours, narrowed to these days and to the ``filters`` that are filled."""
    days = {"from": first.isoformat() if first else None, "until": last.isoformat() if last else None}
    asked = {name: value for name, value in (days | filters).items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path

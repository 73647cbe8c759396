"""Browsers in words: "Chrome on Windows" says more than what a browser says of itself."""

from crm.words import N_, Text

# The first that fits counts: nearly every browser also says that it is Chrome, Safari and Mozilla.
BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/"), "Edge"),
    (("OPR/", "OPT/", "Opera"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chrome/", "CriOS/", "Chromium/"), "Chrome"),
    (("Safari/",), "Safari"),
)
SYSTEMS = (
    (("iPhone",), "iPhone"),
    (("iPad",), "iPad"),
    (("Android",), "Android"),
    (("CrOS",), "ChromeOS"),
    (("Windows",), "Windows"),
    (("Macintosh", "Mac OS X"), "Mac"),
    (("Linux", "X11"), "Linux"),
)
IN_THE_HAND = ("iPhone", "iPad", "Android")


def in_words(user_agent: str) -> Text:
    """``Chrome on Windows``, or less where less is known."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return N_("%(browser)s on %(system)s", browser=browser, system=system)
    return Text(browser or system) if browser or system else N_("An unknown browser")


def is_in_the_hand(user_agent: str) -> bool:
    """Whether it is a phone or a tablet."""
    return _first(SYSTEMS, user_agent) in IN_THE_HAND


def _first(known: tuple, user_agent: str) -> str:
    return next((name for signs, name in known if any(sign in user_agent for sign in signs)), "")

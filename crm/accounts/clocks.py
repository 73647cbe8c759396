"""The clocks of the world that somebody can choose from."""

from functools import cache
from zoneinfo import available_timezones

LEFT_OUT = ("Etc/", "SystemV/", "US/", "posix", "right")  # other names for places that stand in the list


@cache
def places() -> tuple[str, ...]:
    """Every clock that people call by a place, in the order of the alphabet, and UTC."""
    named = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(LEFT_OUT))
    return (*named, "UTC")

"""Dates the way people write them, in Dutch and English: ``vorige week``, ``maart 2025``, ``over 2 weken``.

Own code: dateparser answers with a moment where a period is meant ("maart" is the 22nd of it), reads 1-12 as 12
January and 4471 as a year, knows no weeks, and takes 150 ms before its first answer.

What is meant, as a Dutch colleague means it; weeks begin on Monday, days come before months:

- A name that comes back (maart, 1-12, q3, week 40, de 15e) is the latest that has begun, today included; looking
  ahead it is the first that is not over. 29-2 and week 53 are those of a year that has them.
- A day of the week is never today: who means today says so. ``vrijdag`` is the one before, or looking ahead the one
  after; ``komende vrijdag`` and ``afgelopen vrijdag`` likewise. ``deze vrijdag`` is this week's (looking ahead never
  one gone by) and ``volgende vrijdag`` next week's; people mean either (taaladvies.net), but for the first to come
  ``vrijdag`` would do.
- ``vorige``, ``deze`` and ``volgende`` or ``komende`` week, maand, kwartaal, jaar are those of the calendar;
  ``afgelopen week`` and ``last 3 weeks`` run from that long ago up to and including today.
- ``3 weken geleden`` and ``over 2 maanden`` are one day; from 31 January a month on is the last of February. A bare
  ``3 weken`` is so long ago, or looking ahead in so long.
- ``begin``, ``half``, ``eind``: days 1-10, 11-20 and 21 on of a month; first quarter, the half year between, last
  quarter of a year; first, second, third month of a quarter; Monday and Tuesday, Wednesday, Thursday and Friday.
- Two digits are a year only as ``'25`` or in 1-12-25, of this century unless that is over fifty years ahead.
- A date with the wrong day of the week (vrijdag 28-11 when that is a Saturday) is no date: one of the two is a slip.
"""

from crm.dates.reading import leading, period
from crm.dates.spans import Period

__all__ = ["Period", "leading", "period"]

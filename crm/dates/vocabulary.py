"""The words of the calendar in both languages, and the pieces of pattern made of them.

Where the languages meet: ``ma`` is maandag (March is mar or mrt), ``do`` donderdag, ``zo`` zondag. English days of
two letters are left out: ``we`` and ``su`` are no dates to anybody here. Everything is lower case without accents.
"""

from datetime import date

MONTHS = {
    1: "januari january jan",
    2: "februari february febr feb",
    3: "maart march mrt mar",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "augustus august aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nov",
    12: "december dec",
}
DUTCH_MONTHS = {"januari", "februari", "febr", "maart", "mrt", "mei", "juni", "juli", "augustus", "oktober", "okt"}
WEEKDAYS = {
    0: "maandag monday maan mon ma",
    1: "dinsdag tuesday tues tue din di",
    2: "woensdag wednesday woens woe wed wo",
    3: "donderdag thursday thurs thur thu don do",
    4: "vrijdag friday vrij vri fri vr",
    5: "zaterdag saturday zat sat za",
    6: "zondag sunday zon sun zo",
}
NUMBERS = {
    **{1: "een one 'n a an", 2: "twee two", 3: "drie three", 4: "vier four", 5: "vijf five", 6: "zes six"},
    **{7: "zeven seven", 8: "acht eight", 9: "negen nine", 10: "tien ten", 11: "elf eleven", 12: "twaalf twelve"},
}
ORDINALS = {1: "eerste first", 2: "tweede second", 3: "derde third", 4: "vierde fourth"}
UNITS = {
    "day": "dagen dag days day",
    "week": "weken week weeks wkn wk",
    "month": "maanden maand mnd months month",
    "quarter": "kwartalen kwartaal quarters quarter",
    "year": "jaren jaar jr years year",
}
RECENT = {"afgelopen", "voorbije", "laatste", "past"}  # up to today
WHICH = {
    -1: "vorige vorig last previous verleden afgelopen voorbije laatste past",
    0: "deze dit this huidige huidig lopende lopend current",
    1: "volgende volgend next komende komend aankomende aankomend aanstaande eerstvolgende eerstkomende coming",
}
CALENDAR_NEXT = {"volgende", "volgend", "next"}  # by the calendar, not the first to come
DAYS = {
    -2: "eergisteren|day before yesterday",
    -1: "gisteren|gister|yesterday",
    0: "vandaag|vanochtend|vanmorgen|vanmiddag|vanavond|today|tonight|this (?:morning|afternoon|evening)|nu|now",
    1: "morgen|tomorrow",
    2: "overmorgen|day after tomorrow",
}
PARTS = {0: "begin start early vroeg", 1: "half midden medio halverwege mid", 2: "einde eind end late laat"}


def by_word(table: dict) -> dict:
    """``{"januari": 1, "jan": 1, …}``."""
    return {word: key for key, words in table.items() for word in words.split()}


def one_of(words: dict | set) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))


MONTH, WEEKDAY, NUMBER, ORDINAL = by_word(MONTHS), by_word(WEEKDAYS), by_word(NUMBERS), by_word(ORDINALS)
UNIT, STEP, PART = by_word(UNITS), by_word(WHICH), by_word(PARTS)

A_MONTH = rf"(?P<month>{one_of(MONTH)})"
A_WEEKDAY = rf"(?P<weekday>{one_of(WEEKDAY)})"
PART_OF_DAY = r"(?:\s?(?:ochtend|morgen|middag|avond|morning|afternoon|evening))?"
A_DAY = r"(?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)?"
A_YEAR = rf"(?:(?P<year>\d{{4}}|'\d\d)|(?P<which_year>{one_of(STEP)}) (?:jaar|year))"
MAYBE_YEAR = rf"(?:[ /-]{A_YEAR})?"
SOME_UNITS = rf"(?P<count>\d{{1,3}}|{one_of(NUMBER)})\s?(?P<unit>{one_of(UNIT)})"
A_WHICH = rf"(?P<which>{one_of(STEP)})"


def number(word: str) -> int:
    """``3``, ``drie`` or ``three``."""
    return NUMBER.get(word) or int(word)


def full_year(digits: str, today: date) -> int:
    """``2025``, ``25`` or ``'25``; two digits are this century's unless that is over fifty years ahead."""
    digits = digits.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year - 100 if year > today.year + 50 else year

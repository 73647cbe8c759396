"""A digest as mail: what its subject says, and how its text reads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm.accounts.models import Role
from crm.digest import letters, periods
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.news import Section
from crm.words import N_, N_n
from tests.digest import samples

WEEK = "2026-W47"


@pytest.fixture(autouse=True)
def in_the_worker(app):
    with app.app_context():
        yield


@pytest.fixture
def reader(app):
    return samples.reader()


@pytest.fixture
def english(app):
    return samples.reader("Emma Brown", "en", "Europe/London", role=Role.MANAGER)


def written(told, series=Series.OWN, period=WEEK):
    return letters.written(told, series, period, letters.slot_words(DigestChoice(user=told.edition.reader), series))


def with_headlines(reader, *headlines):
    told = samples.busy(reader)
    parts = [replace(told.parts[0], section=Section(told.parts[0].section.rows, headline=one)) for one in headlines]
    return replace(told, parts=parts)


def test_the_subject_says_what_happened_where_and_when(english):
    assert letters.subject(samples.busy(english), WEEK) == (
        "12 new contacts at your customers, 2 follow-ups late — week 47"
    )
    assert letters.subject(samples.busy(english, Series.DEPARTMENT), WEEK) == (
        "12 new contacts at customers of Verkoop, 2 follow-ups late — week 47"
    )


def test_three_headlines_are_joined_as_a_person_would(english):
    told = with_headlines(english, N_("a call"), N_("a visit"), N_("a mail"), N_("a fourth"))
    assert letters.subject(told, WEEK) == "a call, a visit and a mail at your customers — week 47"


def test_a_subject_without_news_at_own_customers_says_what_there_is(english):
    told = samples.busy(english)
    late = replace(told.parts[0], section=Section(told.parts[0].section.rows, headline=N_("1 late"), apart=True))
    assert letters.subject(replace(told, parts=[late]), WEEK) == "1 late — week 47"
    silent = replace(told.parts[0], section=Section(told.parts[0].section.rows))
    assert letters.subject(replace(told, parts=[silent], contacts=91), WEEK) == "91 contacts in the company — week 47"


def test_who_left_sections_out_is_not_told_that_nothing_happened(english):
    told = samples.empty(english)
    assert str(letters.quiet(told)) == "Nothing new at your customers."
    assert str(letters.quiet(replace(told, is_partial=True))) == "Nothing new in the sections that you chose."


def test_a_quiet_week_says_so(english):
    assert letters.subject(samples.empty(english), WEEK) == "A quiet week — week 47"
    assert letters.subject(samples.empty(english), "2026-11-20") == "A quiet day — 20 November"


def test_a_subject_that_would_be_cut_off_leaves_the_last_things_out(english):
    long = [N_n("%(num)s contact about a delivery", "%(num)s contacts about a delivery", n) for n in (12, 3, 4)]
    said = letters.subject(with_headlines(english, *long), WEEK)
    assert said == "12 contacts about a delivery and 3 contacts about a delivery at your customers — week 47"
    assert len(said) <= letters.LONGEST_SUBJECT


def test_the_text_can_be_read_without_the_mail_program_helping(english):
    text = written(samples.busy(english)).text
    assert text.startswith(
        "Week 47 at your customers\n=========================\n\n16 to 22 November 2026, for Emma Brown"
    )
    assert (
        """
Fri     Kwekerij Van den Berg & Zonen [Complaint]
        “Derde keer dat hij belt over de CP-40 in kas 3. De vervanging
        zou gisteren komen, er is niets geleverd. Hij zet de tweede pomp
        nu niet door.”
        — Ingrid van ’t Hof, binnendienst, phone
        http://localhost/interactions/4711
"""
        in text
    )
    assert "\nWed 18  Kees van den Berg terugbellen over de pomp (5\u00a0days\u00a0late)\n" in text
    assert "\nNew at your customers\n---------------------\n" in text


def test_the_text_is_no_wider_than_a_letter_but_for_links(reader):
    lines = written(samples.busy(reader)).text.splitlines()
    assert [line for line in lines if len(line) > 72 and "http://" not in line] == []
    assert all(line.strip().startswith("http://localhost/") for line in lines if "http" in line)


def test_what_stands_below_is_a_signature(english):
    _story, signature = written(samples.busy(english)).text.split("\n-- \n")
    assert signature.startswith(
        "You get this message every Monday at 07:30.\nChange day or content:\nhttp://localhost/"
    )
    assert "http://localhost/digest/unsubscribe/" in signature


def test_the_page_of_a_department_is_linked_as_such(english):
    letter = written(samples.busy(english, Series.DEPARTMENT), Series.DEPARTMENT)
    assert "http://localhost/digest/2026-W47?of=department" in letter.text
    assert 'href="http://localhost/digest/2026-W47?of=department"' in letter.html


def test_it_is_in_the_language_of_its_reader_whoever_asked(app, reader, english):
    with app.test_request_context(headers={"Accept-Language": "nl"}):
        assert '<html lang="en"' in written(samples.busy(english)).html
        assert '<html lang="nl"' in written(samples.busy(reader)).html


def test_days_are_those_of_the_reader(english):
    late_on_friday = samples.at(20, 23) + timedelta(minutes=30)  # in Amsterdam it is Saturday
    edition = samples.edition(english)
    with letters.as_reader("en", "Europe/London"):
        assert letters.margin(late_on_friday, edition) == "Fri"
    with letters.as_reader("en", "Europe/Amsterdam"):
        assert letters.margin(late_on_friday, edition) == "Sat"


def test_the_margin_says_no_more_than_is_needed(english):
    edition = samples.edition(english)
    with letters.as_reader("en", "Europe/Amsterdam"):
        assert letters.margin(samples.at(16, 9), edition) == "Mon 16"  # a week from Monday to Monday has two
        assert letters.margin(date(2026, 11, 18), edition) == "Wed 18"
        assert letters.margin(date(2026, 12, 24), edition) == "24 Dec"
        assert letters.margin(samples.at(3).replace(year=2024), edition) == "3 Nov 2024"
        assert letters.margin(None, edition) == ""


def test_one_day_shows_hours(english):
    edition = samples.edition(english, starts_at=samples.at(20, 0), ends_at=samples.at(20, 20))
    with letters.as_reader("en", "Europe/Amsterdam"):
        assert letters.margin(samples.at(20, 9), edition) == "10:12"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "16 to 22 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November to 6 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 to 3 January 2027"),
        (date(2026, 11, 20), date(2026, 11, 20), "20 November 2026"),
    ],
)
def test_what_two_dates_share_is_said_once(app, english, first, last, said):
    with letters.as_reader("en", "Europe/London"):
        assert letters.say(periods.dates(first, last)) == said


def test_when_it_comes_is_said_below(app):
    daily = DigestChoice(rhythm=Rhythm.DAILY, minute=960)
    assert str(letters.slot_words(daily)) == "You get this message every working day at 16:00."
    said = letters.slot_words(DigestChoice(weekday=4, minute=5), Series.DEPARTMENT)
    assert said.message == "You get this message every %(day)s at %(time)s."
    assert said.values == {"day": N_("Friday"), "time": "00:05"}


def test_a_hostile_digest_is_harmless_in_subject_and_text(english):
    letter = written(samples.hostile(english))
    assert letter.subject == "Factuur Bcc: iedereen@elders.example Tekst at your customers — week 47"
    for part in (letter.subject, letter.text, letter.html):
        assert not letters_that_turn(part)
    assert letter.text.count("\n-- \n") == 1  # nobody signs in our place
    assert "\nBcc:" not in letter.text
    assert "شركة النخيل للتجارة" in letter.text and "👩\u200d🔧" in letter.text  # names stay what they are
    assert "%(name)s {{ 7 * 7 }} %s &amp; &#x202e;" in letter.text


def letters_that_turn(text):
    return [one for one in text if one in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x08\r"]

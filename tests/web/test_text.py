"""What people typed, made fit to read, and moments as people write them."""

from datetime import timedelta

import pytest
from flask_babel import force_locale
from markupsafe import Markup

from crm import clock
from crm.web import moments, text
from crm.web.language import say
from crm.words import N_
from tests import factories

OUT = ' target="_blank" rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\nb\r\nc", "a<br>\nb<br>\nc"),
        ("<b>&\"'", "&lt;b&gt;&amp;&#34;&#39;"),
        ("zie http://a.nl/x?a=1&b=2.", f'zie <a href="http://a.nl/x?a=1&amp;b=2"{OUT}>http://a.nl/x?a=1&amp;b=2</a>.'),
        ("(www.a.nl)", f'(<a href="https://www.a.nl"{OUT}>www.a.nl</a>)'),
        ("mail kees@a.nl, of", 'mail <a href="mailto:kees@a.nl">kees@a.nl</a>, of'),
        ("javascript:alert(1) data:x ftp://a.nl", "javascript:alert(1) data:x ftp://a.nl"),
        ('http://a.nl"onclick="x', f'<a href="http://a.nl"{OUT}>http://a.nl</a>&#34;onclick=&#34;x'),
        ("http://a.nl/\u202exe", f'<a href="http://a.nl/"{OUT}>http://a.nl/</a>\u202exe'),
        ("http://", "http://"),
        (
            Markup("http://a.nl/?a=1&amp;b=2 &lt;i&gt;"),
            f'<a href="http://a.nl/?a=1&amp;b=2"{OUT}>http://a.nl/?a=1&amp;b=2</a> &lt;i&gt;',
        ),
        ("", ""),
    ],
)
def test_links_and_line_breaks_are_recognised_and_nothing_else(typed, shown):
    assert str(text.linked(typed)) == shown


def test_hostile_text_of_the_greatest_length_is_read_in_no_time():
    started = clock.now()
    for part in ("a@", "www.", "http://a", "a.a@a.", "x" * 60 + "@"):
        text.linked((part * 100_000)[:100_000])
    assert clock.now() - started < timedelta(seconds=3)


def test_an_excerpt_is_one_line_and_cut_at_a_word():
    assert text.excerpt("Eerste\n  regel\ttwee") == "Eerste regel twee"
    cut = text.excerpt("woord " * 200)
    assert len(cut) <= text.EXCERPT + 2 and cut.endswith("woord …")


@pytest.fixture
def reading(app, monkeypatch):
    """``reading("nl")``: a reader in Amsterdam at nine in the morning of 22 November 2024."""
    monkeypatch.setattr(clock, "now", lambda: factories.at("2024-11-22T08:00:00+00:00"))

    def begin(language: str, path: str = "/"):
        return app.test_request_context(path, headers={"Accept-Language": language})

    return begin


@pytest.mark.parametrize(
    ("style", "dutch", "english"),
    [
        ("clock_time", "00:30", "00:30"),
        ("daymonth", "20 nov", "20 Nov"),
        ("dayname", "Woensdag", "Wednesday"),
        ("short", "wo 20 nov", "Wed 20 Nov"),
        ("full", "woensdag 20 november 2024 00:30", "Wednesday 20 November 2024 00:30"),
        ("week", 47, 47),
        ("iso", "2024-11-19T23:30:00Z", "2024-11-19T23:30:00Z"),
        ("ago_days", 2, 2),
    ],
)
def test_moments_are_written_on_the_readers_clock_in_their_language(reading, style, dutch, english):
    moment = factories.at("2024-11-19T23:30:00+00:00")
    for language, shown in (("nl", dutch), ("en", english)):
        with reading(language):
            assert getattr(moments, style)(moment) == shown


@pytest.mark.parametrize(
    ("moment", "near"),
    [
        ("2024-11-22T00:00:00+01:00", "today"),
        ("2024-11-21T23:59:00+01:00", "yesterday"),
        ("2024-11-20T12:00:00+01:00", "Wed 20 Nov"),
        ("2024-08-20T12:00:00+02:00", "Tue 20 Aug"),
        ("2022-08-20T12:00:00+02:00", "Sat 20 Aug 2022"),
    ],
)
def test_what_is_near_is_called_so(reading, moment, near):
    with reading("en"):
        assert moments.near(factories.at(moment)) == near


def test_a_sentence_is_said_in_the_readers_language_with_sentences_in_it(reading):
    inner = N_("This is too long: at most %(max)d characters.", max=5)
    outer = N_("Saved. Please check: %(what)s", what=inner)
    with reading("en"):
        assert say(outer) == "Saved. Please check: This is too long: at most 5 characters."
        assert (say("100% zo"), say(None), say(N_("Log in"))) == ("100% zo", "", "Log in")
    with reading("nl"):
        assert say(N_("Log in")) == "Inloggen"


def test_dutch_is_what_the_company_speaks(app):
    with app.test_request_context("/"), force_locale("nl"):
        assert say(N_("Log in")) == "Inloggen"

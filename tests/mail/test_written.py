"""Whatever people are called and write: a mail has our headers, once each, and no others; and every bit of its text."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from crm.mail import written
from crm.mail.models import Mail
from crm.mail.post import Post
from crm.names import JOINERS, seen
from crm.settings_mail import Sender
from tests.mail.conftest import LETTER, SENDER

OURS = [
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("List-Unsubscribe", "MIME-Version", "Content-Type"),
]
LINK = f"<https://crm.example.nl/digest/unsubscribe/{'a' * 300}>"
HOSTILE = [
    "Joost\r\nBcc: iedereen@elders.example",
    "Joost\n\nTekst van een ander",
    'Joost" <dief@elders.example>, "x',
    "Joost, dief@elders.example",
    "=?utf-8?q?=0D=0ABcc:_x@y.example?=",
    "\u202egnaamrev\u202c Joost",
    "Joost\x00\x1b[31m\u2028Bcc: x@y.example",
    "(commentaar) Joost; groep:",
    "Żaneta 🌷 van den Bergh-Sørensen " * 4,
    "",
]
hostile = some.one_of(
    some.sampled_from(HOSTILE), some.text(max_size=200), some.text('\r\n\0:<>",=? aé🌷\u202e', max_size=90)
)


def mail(**values) -> Mail:
    """One that is not in the database."""
    usual = {
        "kind": "digest",
        "address": "joost@vanrijnsbergen.example",
        "name": "Joost van der Heijden",
        "subject": LETTER.subject,
        "text": LETTER.text,
        "html": LETTER.html,
        "headers": f'{{"List-Unsubscribe": "{LINK}"}}',
        "message_id": "digest.weekly.2026-W47.u12.abcdef@vanrijnsbergen.example",
        "created_at": datetime(2026, 11, 23, 6, 30, tzinfo=UTC),
    }
    return Mail(**usual | values)


def sent(one: Mail, company: str = "Van Rijnsbergen Techniek", name: str = "") -> bytes:
    """As it goes over the line."""
    return written.content(one, Post(None, Sender(name, SENDER.address), "crm.example.nl", lambda: company))


def words(content: bytes, header: str) -> str:
    """A header as people see it; email's newer parser puts spaces between the parts of a long name."""
    return str(make_header(decode_header(message_from_bytes(content)[header])))


def read(content: bytes):
    """As a mail program has it."""
    return message_from_bytes(content, policy=policy.default)


@settings(max_examples=80, deadline=None)
@given(hostile, hostile, hostile)
def test_no_name_or_subject_adds_takes_away_or_breaks_a_header(name, subject, company):
    content = sent(mail(name=name, subject=subject), company)
    got = read(content)
    assert sorted(got.keys()) == sorted(OURS) and not got.defects
    assert [one.addr_spec for one in got["To"].addresses] == ["joost@vanrijnsbergen.example"]
    assert [one.addr_spec for one in got["From"].addresses] == [SENDER.address]
    assert got["Subject"] == written.plain(subject)
    shown = words(content, "To")
    assert shown == f"{written.plain(name)[:120]} <joost@vanrijnsbergen.example>".strip()
    assert got["List-Unsubscribe"] == LINK
    assert got.get_body(["plain"]).get_content().replace("\r\n", "\n") == LETTER.text
    head = content.partition(b"\r\n\r\n")[0]
    assert head.isascii() and max(map(len, head.split(b"\r\n"))) <= 998
    assert seen(got["Subject"] + shown, JOINERS) == got["Subject"] + shown


@settings(max_examples=60, deadline=None)
@given(some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=2000))
def test_no_text_ends_the_mail_or_a_part_of_it(text):
    got = read(sent(mail(text=text, html=f"<p>{text}</p>")))
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    lines = got.get_body(["plain"]).get_content().splitlines()
    assert lines == text.splitlines()


def test_it_is_the_same_each_time_and_tells_programs_what_it_is(app):
    first, second = sent(mail()), sent(mail())
    got = read(first)
    assert first == second
    assert got["Date"].datetime == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    assert got["Message-ID"] == "<digest.weekly.2026-W47.u12.abcdef@vanrijnsbergen.example>"
    assert (got["Auto-Submitted"], got["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert got["From"] == "Van Rijnsbergen Techniek <crm@vanrijnsbergen.example>"
    assert read(sent(mail(), name="Rechterhand"))["From"] == "Rechterhand <crm@vanrijnsbergen.example>"
    assert read(sent(mail(), company=""))["From"].startswith("Rechterhand <")


def test_a_mail_with_text_only_is_one_part():
    assert read(sent(mail(html=""))).get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("info@bakkerij-müller.nl", "info@xn--bakkerij-mller-psb.nl"),
        ("Info@KLANT.example", "Info@klant.example"),
        ("renée@vanrijnsbergen.example", "renée@vanrijnsbergen.example"),
    ],
)
def test_an_address_is_written_as_the_mail_system_writes_it(address, reached):
    assert written.recipient(address) == reached


@pytest.mark.parametrize(
    "address", ["a@b@c.nl", "joost", "a:b@c.nl", "a,b@c.nl", "x@" + "a" * 70 + ".nl", "x@a..nl", "a\u202eb@c.nl"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError):
        written.recipient(address)


@pytest.mark.parametrize(
    ("address", "message_id", "headers"),
    [
        ("joost@x.example\r\nBcc: y@z.example", "a", {}),
        ("joost@x.example\n", "a", {}),
        ("<joost@x.example>", "a", {}),
        ("joost@x.example", "a\r\nBcc: y@z.example", {}),
        ("joost@x.example", "a b", {}),
        ("joost@x.example", "a@b", {}),
        ("joost@x.example", "", {}),
        ("joost@x.example", "a", {"List-Id": "x\r\nBcc: y@z.example"}),
        ("joost@x.example", "a", {"List-Id": "één"}),
        ("joost@x.example", "a", {"List-Id\r\nBcc": "y"}),
        ("joost@x.example", "a", {"Bcc": "y@z.example"}),
        ("joost@x.example", "a", {"subject": "twee onderwerpen"}),
        ("joost@x.example", "a", {"Content-Type": "text/html"}),
    ],
)
def test_what_could_be_a_header_of_its_own_is_refused_before_it_is_kept(app, address, message_id, headers):
    with pytest.raises(ValueError):
        written.check(address, message_id, headers)

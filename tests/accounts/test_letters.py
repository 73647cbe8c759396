"""What colleagues are mailed about their account: in their language, on their clock, and safe to read."""

import pytest

from crm.accounts import actions, letters
from crm.accounts.models import CONSOLE, Invitation, User
from crm.company import actions as company
from crm.errors import Forbidden, Invalid
from crm.mail.models import Mail
from tests import factories
from tests.accounts.conftest import key_in, sent
from tests.conftest import text_of

NEW = {"name": "Fatima el Idrissi", "email": "fatima@rijnsbergen.example", "department": "Verkoop"}
EVIL = "</title><b>Jan</b>\u202e\r\nBcc: x@evil.example"
UNTIL = factories.at("2026-11-29T11:05:00+00:00")
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def written(app):
    """``written(write, user, …)``: the letter."""

    def do(write, user, *about):
        with app.app_context():
            return write(user, *about)

    return do


@pytest.fixture
def admin(login, diana):
    User.update(locale="en").where(User.id == diana.id).execute()
    return login(diana)


def invite(admin, **more):
    department = factories.department().id
    return admin.post("/accounts/colleagues/new", data=NEW | {"department": department, "role": "staff"} | more)


def test_who_is_invited_gets_the_link_that_the_page_shows(admin, mail_server):
    page = text_of(invite(admin))
    mail = sent("invitation")[0]
    assert (mail.address, mail.name, mail.secret) == (NEW["email"], NEW["name"], True)
    assert mail.expires_at == Invitation.get().expires_at and mail.user == Invitation.get().user_id
    assert f"http://localhost/accounts/welcome/{key_in(mail)}" in page
    assert f"on its way to {NEW['email']}" in page


def test_a_new_link_is_mailed_too_and_only_to_whom_it_is_for(admin, mail_server, alice, bob):
    for user in (alice, bob):
        admin.post(f"/accounts/colleagues/{user.id}/link")
    assert [(mail.address, mail.user) for mail in sent("invitation")] == [(one.email, one.id) for one in (alice, bob)]


def test_without_a_mail_server_the_page_says_to_hand_it_over_and_nothing_is_kept(admin):
    assert "You get a link to hand over" in text_of(admin.get("/accounts/colleagues/new"))
    page = text_of(invite(admin))
    assert "No mail server is set, so hand it over yourself" in page and not Mail.select().exists()


def test_a_refused_invitation_is_not_mailed(admin, mail_server, alice):
    assert invite(admin, email=alice.email).status_code == 422
    actions.disable_user(alice, by=CONSOLE)
    assert admin.post(f"/accounts/colleagues/{alice.id}/link").status_code == 409
    write = letters.invitation(CONSOLE)
    for refused, given in ((Forbidden, {"by": alice}), (Invalid, {"by": CONSOLE, "email": "geen adres"})):
        with pytest.raises(refused):
            actions.invite(**NEW | given, write=write)
    assert not Mail.select().exists()


@pytest.mark.parametrize(
    "email", ["a\x9fb@x.nl", "a\x7f@x.nl", "a\r\nBcc:x@x.nl", f"{'İ' * 124}@{'x' * 120}.nl", "a b@x.nl"]
)
def test_an_address_that_no_mail_can_have_is_refused_beside_the_field(admin, mail_server, email):
    answer = invite(admin, email=email)
    assert answer.status_code == 422 and 'id="email-error"' in text_of(answer) and not Mail.select().exists()


def test_the_console_mails_it_too(command, mail_server):
    words = ("user", "invite", NEW["email"], "--name", NEW["name"], "--department", "Verkoop")
    lines = command(*words).stdout.splitlines()
    assert NEW["email"] in lines[-2] and lines[-1].endswith(f"/accounts/welcome/{key_in(sent('invitation')[0])}")
    again = command("user", "invite", NEW["email"]).stdout.splitlines()
    assert again[-1].endswith(f"/accounts/welcome/{key_in(sent('invitation')[1])}")


def test_the_console_says_that_there_is_no_mail_server(command):
    lines = command(
        "user", "invite", NEW["email"], "--name", NEW["name"], "--department", "Verkoop"
    ).stdout.splitlines()
    assert len(lines) == 3 and not Mail.select().exists()


def test_each_reads_their_own_language_and_clock(written, diana):
    company.edit("Van Rijnsbergen Techniek", "Europe/Amsterdam", by=CONSOLE)
    dutch = User(name="Fatima el Idrissi", email="f@x.example")
    english = User(name="Ned Land", email="n@x.example", locale="en", timezone="America/New_York")
    nl, en = (written(letters.reset, one, "k" * 43, UNTIL) for one in (dutch, english))
    assert (nl.subject, en.subject) == ("Nieuw wachtwoord kiezen", "Choose a new password")
    for part in (nl.text, nl.html):
        assert "zondag 29 november 2026 12:05" in part and "De link werkt 30 minuten." in part
        assert "Hebt u hier niet om gevraagd? Dan hoeft u niets te doen" in " ".join(part.split())
    for part in (en.text, en.html):
        assert "Sunday 29 November 2026 06:05" in part and "The link works for 30 minutes." in part
    assert 'lang="nl"' in nl.html and 'lang="en"' in en.html


def test_an_invitation_says_who_invites_to_what(written, app, diana):
    company.edit("Van Rijnsbergen Techniek", "Europe/Amsterdam", by=CONSOLE)
    with app.app_context():
        by_diana, by_console = letters.invitation(diana), letters.invitation(CONSOLE)
    new = User(name="Fatima el Idrissi", email="f@x.example")
    letter = written(by_diana, new, "k" * 43, UNTIL)
    assert letter.subject == "Diana ’t Hooft nodigt u uit voor Rechterhand"
    for part in (letter.text, letter.html):
        said = " ".join(part.split())
        assert "Diana ’t Hooft heeft u toegevoegd aan Rechterhand van Van Rijnsbergen Techniek." in said
        assert "http://localhost/accounts/welcome/" + "k" * 43 in said and "zondag 29 november 2026 12:05" in said
    assert written(by_console, new, "k" * 43, UNTIL).subject == "Uw uitnodiging voor Rechterhand"
    forgot = written(by_diana, User(name="Wim", email="w@x.example", password="x"), "k" * 43, UNTIL)
    assert "uitnodig" not in forgot.subject + forgot.text and "Diana ’t Hooft heeft een link" in forgot.text


def test_a_change_says_when_and_in_which_browser(written, lieke):
    letter = written(letters.changed(BROWSER), lieke, UNTIL)
    assert letter.subject == "Uw wachtwoord is gewijzigd"
    for part in (letter.text, letter.html):
        said = " ".join(part.split())
        assert "zondag 29 november 2026 12:05" in said and "Safari op iPhone" in said


@pytest.mark.parametrize("kind", ["invitation", "reset", "changed"])
def test_names_do_no_harm(app, written, kind):
    company.edit("<i>Van Rijnsbergen</i>", "Europe/Amsterdam", by=CONSOLE)
    writers = {"reset": letters.reset, "changed": letters.changed(EVIL)}
    with app.app_context():
        writers["invitation"] = letters.invitation(User(name=EVIL))
    about = (UNTIL,) if kind == "changed" else ("k" * 43, UNTIL)
    letter = written(writers[kind], User(name=EVIL, email="f@x.example"), *about)
    assert "<b>" not in letter.html and "<i>" not in letter.html and "&lt;b&gt;Jan&lt;/b&gt;" in letter.html
    assert "\u202e" not in letter.subject + letter.text + letter.html
    assert "\n" not in letter.subject and "\r" not in letter.subject + letter.text + letter.html


def test_each_part_holds_the_whole_link_on_a_line_of_its_own(written, lieke):
    letter = written(letters.reset, lieke, "k" * 43, UNTIL)
    assert "\nhttp://localhost/accounts/welcome/" + "k" * 43 + "\n" in letter.text
    assert letter.html.count('href="http://localhost/accounts/welcome/' + "k" * 43 + '"') == 2  # button and text
    assert len(letter.html) < 20_000 and all(len(line) <= 80 for line in letter.text.splitlines())
    assert "src=" not in letter.html

"""Sending, looking and downloading over HTTP: what everybody may, what nobody gets, and what no browser runs."""

import re
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from crm.accounts.models import User
from crm.attachments import actions, limited, queries, store
from crm.attachments.models import Attachment
from crm.customers import actions as customers
from crm.errors import NotFound
from crm.interactions import actions as interactions
from tests import factories
from tests.attachments import samples
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}


def part(name: str = "nota.txt", content: bytes = b"Poort 3 is dicht.\n") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def names(contact) -> list[str]:
    return [one.name for one in queries.of_contact(contact.id)]


# Sending


def test_a_file_comes_back_as_a_chip_that_the_form_sends(login, alice):
    answer = login(alice).post("/attachments/", data={"file": part("../kas 3.png", samples.PNG)}, headers=HTMX)
    [file] = Attachment.select()
    page = text_of(answer)
    assert answer.status_code == 200 and "<html" not in page
    assert f'name="attachment" value="{file.key}" checked' in page and ">kas 3.png<" in page
    assert f"/attachments/{file.id}/preview?size=small" in page
    assert (file.interaction_id, file.uploaded_by_id, file.name) == (None, alice.id, "kas 3.png")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("leeg.txt", b"", "“leeg.txt” is empty"), ("film.mp4", b"x" * 1_048_577, "too large: at most 1 MB")],
)
def test_what_is_refused_says_why(login, alice, name, content, why):
    answer = login(alice).post("/attachments/", data={"file": part(name, content)}, headers=HTMX)
    assert answer.status_code == 422 and why in text_of(answer) and not Attachment.select().exists()


def test_a_field_without_a_file_is_a_friendly_sentence(login, alice):
    assert "Choose a file first" in text_of(login(alice).post("/attachments/", data={}, headers=HTMX))
    answer = login(alice).post("/attachments/", data={"file": (BytesIO(b""), "")})
    assert answer.status_code == 409 and "Choose a file first" in text_of(answer)


@pytest.mark.parametrize("address", ["/attachments/", "/interactions/"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_claim_of_two_gigabytes_is_refused_without_reading(login, alice, address, headers):
    class Unread(BytesIO):
        def read(self, *_size):
            raise AssertionError("was read")

        readline = readinto = read1 = read

    answer = login(alice).post(
        address,
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3)},
        content_type="multipart/form-data; boundary=x",
        headers=headers,
    )
    assert answer.status_code == 413 and "at most 1 MB" in text_of(answer)


@pytest.mark.parametrize("address", ["/customers/new", "/interactions/1/comments", "/login"])
def test_elsewhere_the_small_limit_stays(login, alice, contact, address):
    data = {"body": "x", "file": part("groot.bin", b"x" * 2_200_000)}
    assert login(alice).post(address, data=data).status_code == 413


@pytest.mark.parametrize("who", ["nobody", "reader"])
def test_who_may_not_send_files_sends_no_more_than_before(login, client, charlie, alice, who):
    browser = client if who == "nobody" else login(charlie)
    big = browser.post("/attachments/", data={"file": part("groot.bin", b"x" * 2_200_000)})
    assert big.status_code == 413
    small = browser.post("/attachments/", data={"file": part()})
    assert small.status_code == (403 if who == "reader" else 303)
    assert not Attachment.select().exists()


def test_a_file_is_added_to_a_contact_that_was_logged_before(login, alice, contact):
    client = login(alice)
    data = {"interaction": str(contact.id), "file": [part("a.txt"), part("b.png", samples.PNG)]}
    answer = client.post("/attachments/", data=data)
    assert (answer.status_code, answer.location) == (303, f"/interactions/{contact.id}")
    assert names(contact) == ["a.txt", "b.png"]
    row = text_of(client.post("/attachments/", data={"interaction": contact.id, "file": part("c.txt")}, headers=HTMX))
    assert "<html" not in row and 'class="row entry is-open"' in row and "c.txt" in row


def test_to_a_contact_of_somebody_else_nothing_is_added(login, bob, contact):
    page = text_of(login(bob).get(f"/interactions/{contact.id}"))
    assert 'name="interaction"' not in page
    for number, status in ((contact.id, 403), (999, 404), ("", 404)):
        answer = login(bob).post("/attachments/", data={"interaction": number, "file": part()})
        assert answer.status_code == status
    assert not Attachment.select().exists()


def on_disk() -> int:
    return sum(one.is_file() for one in store.path("0" * 32).parent.parent.rglob("*"))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_a_contact_does_not_take_waits_for_nothing(login, alice, contact, attached, monkeypatch, headers):
    monkeypatch.setattr(actions, "MOST", 2)
    attached("a.txt")
    client, before = login(alice), on_disk()
    for files in (
        [part("b.txt"), part("c.png", samples.PNG)],  # one too many together with what is there
        [part("b.txt"), part("c.txt"), part("d.txt")],  # one too many by themselves
        [part("b.txt"), part("leeg.txt", b"")],
    ):
        answer = client.post("/attachments/", data={"interaction": contact.id, "file": files}, headers=headers)
        assert answer.status_code == 409
        assert Attachment.select().count() == 1 and on_disk() == before and names(contact) == ["a.txt"]


def test_a_contact_that_goes_while_its_files_come_leaves_none(login, alice, contact, monkeypatch):
    def attach(*_args, **_more):
        raise NotFound

    monkeypatch.setattr(actions, "attach", attach)
    answer = login(alice).post("/attachments/", data={"interaction": contact.id, "file": part()})
    assert answer.status_code == 404 and not Attachment.select().exists() and on_disk() == 0


def test_the_files_of_one_request_share_the_time_for_previews(login, alice, monkeypatch):
    given = []

    def run(_module, _words, *, seconds, megabytes):
        given.append(seconds)
        clock[0] += 8
        return None

    clock = [0.0]
    monkeypatch.setattr(limited, "run", run)
    monkeypatch.setattr(limited, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    files = [part(f"{number}.png", samples.PNG) for number in range(4)]
    assert login(alice).post("/attachments/", data={"file": files}, headers=HTMX).status_code == 200
    assert given == [15, 7] and Attachment.select().count() == 4


# In the log form


@pytest.fixture
def call(customer) -> dict[str, str]:
    return {"key": "k", "customer": str(customer.id), "channel": "visit", "direction_visit": "out", "body": "Gemeten."}


def logged():
    return list(interactions.Interaction.select())


def test_without_scripts_files_come_with_the_form(login, alice, call):
    answer = login(alice).post("/interactions/", data=call | {"file": [part("a.txt"), part("b.txt")]})
    [contact] = logged()
    assert answer.status_code == 303 and names(contact) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refused_form_shows_its_files_again_and_keeps_them(login, alice, call, headers):
    client = login(alice)
    refused = client.post("/interactions/", data=call | {"body": "", "file": part("a.txt")}, headers=headers)
    [key] = re.findall(r'name="attachment" value="([0-9a-f]{32})" checked', text_of(refused))
    assert refused.status_code == 422 and ">a.txt<" in text_of(refused) and not logged()
    client.post("/interactions/", data=call | {"attachment": key, "file": part("b.txt")}, headers=headers)
    [contact] = logged()
    assert names(contact) == ["a.txt", "b.txt"]


def test_without_a_customer_files_wait_as_well(login, alice, call):
    page = text_of(login(alice).post("/interactions/", data=call | {"customer": "", "file": part("a.txt")}))
    assert ">a.txt<" in page and Attachment.select().count() == 1


def test_one_bad_file_refuses_the_form_and_the_others_stay(login, alice, call):
    answer = login(alice).post("/interactions/", data=call | {"file": [part("goed.txt"), part("leeg.txt", b"")]})
    assert answer.status_code == 422 and not logged()
    assert ">goed.txt<" in text_of(answer) and "“leeg.txt” is empty" in text_of(answer)


def test_a_form_that_is_sent_twice_logs_once_with_its_files(login, alice, call, sent):
    client, file = login(alice), sent("a.txt")
    for _time in range(2):
        assert client.post("/interactions/", data=call | {"attachment": file.key}).status_code == 303
    [contact] = logged()
    assert names(contact) == ["a.txt"]


def test_other_files_in_a_form_that_was_sent_before_are_not_lost(login, alice, call):
    client = login(alice)
    for name in ("a.txt", "b.txt"):
        assert client.post("/interactions/", data=call | {"file": part(name)}).status_code == 303
    assert [names(contact) for contact in logged()] == [["a.txt"], ["b.txt"]]


def test_files_of_a_colleague_cannot_be_taken_by_their_key(login, bob, call, sent, alice):
    file = sent("van alice.txt")
    answer = login(bob).post("/interactions/", data=call | {"attachment": file.key})
    assert answer.status_code == 422 and "no longer here" in text_of(answer) and "van alice" not in text_of(answer)
    assert not logged() and queries.pending([file.key], alice)


# Looking and downloading


def test_every_colleague_sees_what_is_with_a_contact(login, charlie, attached, contact):
    picture, note = attached("kas.png"), attached("nota.txt")
    client = login(charlie)
    row = text_of(client.get(f"/interactions/{contact.id}", headers=HTMX))
    assert f'href="/attachments/{picture.id}"' in row and ">nota.txt<" in row
    assert "1 photo<" in row and "1 file<" in row and "/remove" not in row
    page = text_of(client.get(f"/attachments/{picture.id}"))
    assert "kas.png" in page and "preview?size=large" in page and "/remove" not in page
    assert "no preview of this file" in text_of(client.get(f"/attachments/{note.id}"))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("logo.svg", samples.SVG, "application/octet-stream"),
        ("pagina.html", samples.HTML, "application/octet-stream"),
        ("foto.png", samples.HTML, "application/octet-stream"),
        ("blad.xml", b"<?xml version='1.0'?><x/>", "application/octet-stream"),
        ("script.js", b"alert(1)", "application/octet-stream"),
        ("kas.png", samples.PNG, "image/png"),
        ("brief.pdf", samples.PDF, "application/pdf"),
        ("nota.txt", b"hoi", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_only_ever_saved_and_nothing_in_it_runs(login, charlie, attached, name, content, kind):
    answer = login(charlie).get(f"/attachments/{attached(name, content).id}/download")
    assert answer.data == content and answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ['hé "kas" 3; x=y.txt', "発注書.txt", "a\u202eb\r\nX: y.txt", "w" * 500 + ".txt"])
def test_a_name_survives_the_header_and_adds_nothing_to_it(login, alice, attached, name):
    file = attached(name)
    answer = login(alice).get(f"/attachments/{file.id}/download")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename") and "X" not in answer.headers
    if not file.name.isascii():
        assert unquote(disposition.split("UTF-8''")[1]) == file.name


def test_a_part_of_a_file_can_be_asked_for(login, alice, attached):
    answer = login(alice).get(f"/attachments/{attached().id}/download", headers={"Range": "bytes=6-6"})
    assert (answer.status_code, answer.data) == (206, b"3")


def test_a_preview_is_our_own_picture_with_a_policy_of_its_own(login, charlie, attached):
    file = attached("kas.png")
    for size in ("small", "large", "../../secret_key", "", '"', "\r\n", "W/"):
        answer = login(charlie).get(f"/attachments/{file.id}/preview", query_string={"size": size})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert answer.data[:3] == b"\xff\xd8\xff" and "sandbox" in answer.headers["Content-Security-Policy"]
    assert login(charlie).get(f"/attachments/{attached('logo.svg', samples.SVG).id}/preview").status_code == 404


@pytest.mark.parametrize("end", ["/download", "/preview", "/preview?size=large", "/preview?size=%22"])
def test_a_browser_keeps_a_file_and_asks_each_time_whether_it_may_show_it(login, alice, bob, attached, end):
    file, client = attached("kas.png"), login(bob)
    first = client.get(f"/attachments/{file.id}{end}")
    asked = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/attachments/{file.id}{end}", headers=asked)
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert {one.headers["Cache-Control"] for one in (first, again)} == {"private, no-cache"}
    actions.remove(file.id, by=alice)
    gone = client.get(f"/attachments/{file.id}{end}", headers=asked)
    assert (gone.status_code, gone.headers["Cache-Control"]) == (404, "no-store")
    client.post("/logout")
    assert client.get(f"/attachments/{file.id}{end}", headers=asked).status_code == 303


def test_small_and_large_are_told_apart_by_their_mark(login, alice, attached):
    file, client = attached("kas.png"), login(alice)
    marks = [client.get(f"/attachments/{file.id}/preview?size={size}").headers["ETag"] for size in store.SIZES]
    assert len(set(marks)) == 2


def every(file: Attachment) -> list[str]:
    return [f"/attachments/{file.id}{end}" for end in ("", "/download", "/preview?size=large")]


def statuses(client, file: Attachment) -> set[int]:
    return {client.get(url).status_code for url in every(file)}


def test_what_waits_for_a_contact_is_its_senders_only(login, alice, bob, diana, sent):
    file = sent("kas.png")
    assert statuses(login(alice), file) == {200}
    assert statuses(login(bob), file) == statuses(login(diana), file) == {404}
    assert login(bob).post(f"/attachments/{file.id}/remove").status_code == 404
    assert login(alice).post(f"/attachments/{file.id}/remove", headers=HTMX).status_code == 204
    assert not Attachment.select().exists()


def test_with_its_contact_or_customer_a_file_goes_and_comes_back(login, alice, bob, attached, contact, diana):
    file, client = attached("kas.png"), login(bob)
    for gone, back in (
        (lambda: interactions.delete(contact.id, by=alice), lambda: interactions.restore(contact.id, by=alice)),
        (
            lambda: customers.delete(contact.customer_id, by=diana),
            lambda: customers.restore(contact.customer_id, by=diana),
        ),
    ):
        gone()
        assert statuses(client, file) == {404}
        back()
        assert statuses(client, file) == {200}


def test_removing_offers_the_way_back(login, alice, bob, attached, contact):
    file, client = attached("kas.png"), login(alice)
    for _time in range(2):
        answer = client.post(f"/attachments/{file.id}/remove")
        assert (answer.status_code, answer.location) == (303, f"/interactions/{contact.id}")
    assert statuses(client, file) == {404} and names(contact) == []
    page = text_of(client.get(f"/interactions/{contact.id}"))
    assert "“kas.png” removed" in page and f'action="/attachments/{file.id}/restore"' in page
    assert login(bob).post(f"/attachments/{file.id}/restore").status_code == 403
    assert client.post(f"/attachments/{file.id}/restore").status_code == 303
    assert statuses(client, file) == {200}


def test_a_file_that_the_server_lost_is_told_and_no_crash(login, alice, attached):
    file = attached("kas.png")
    store.remove(file.key)
    client = login(alice)
    assert "missing on the server" in text_of(client.get(f"/attachments/{file.id}/download"))
    assert client.get(f"/attachments/{file.id}/preview").status_code == 404
    store.path(file.key).symlink_to("/etc/passwd")
    assert client.get(f"/attachments/{file.id}/download").status_code == 404


def test_history_tells_of_files_and_offers_no_old_version_of_them(login, alice, attached, contact):
    actions.remove(attached("meting.txt").id, by=alice)
    page = text_of(login(alice).get(f"/history/interaction/{contact.id}"))
    assert "added a file" in page and "removed a file" in page and "meting.txt" in page
    assert "Bring this version back" not in page


def test_a_colleague_who_left_is_still_named(login, bob, attached, alice):
    file = attached()
    User.update(name="Alice (uit dienst)").where(User.id == alice.id).execute()
    assert "Alice (uit dienst)" in text_of(login(bob).get(f"/attachments/{file.id}"))


def test_a_name_full_of_signs_is_shown_as_text(login, alice, attached, contact):
    attached('<img src=x onerror="alert(1)">.txt')
    page = text_of(login(alice).get(f"/interactions/{contact.id}"))
    assert "<img src=x" not in page and "&lt;img src=x" in page


def test_a_customer_of_somebody_else_is_no_secret_here(login, bob, attached):
    factories.customer("Wasserij Steenbeek")
    assert statuses(login(bob), attached("kas.png")) == {200}

"""When files are read: as they come in, with limits that no file gets round, and later what was left."""

import errno
import resource
import sys
import time
import zipfile
from io import BytesIO

import pytest

from crm import db
from crm.attachments import actions, kinds, limited, previews, queries, read, store, texts
from crm.attachments.limited import Budget
from crm.attachments.models import Attachment
from crm.interactions import actions as contacts
from tests.attachments import samples, writings
from tests.attachments.writings import BEGIN, paragraph

SLOW = ("a" + "\u0301\u0316" * 200_000).encode()  # accents that take hours to put in order


FROM_ELSEWHERE = '<!DOCTYPE l [<!ENTITY x SYSTEM "/etc/passwd">]>'


@pytest.fixture
def early(sent):
    """``early("nota.txt")``: a file that was sent before files were read."""

    def send(name: str = "nota.txt", content: bytes | None = None) -> Attachment:
        file = sent(name, content)
        Attachment.update(text=None).where(Attachment.id == file.id).execute()
        return file

    return send


def text_of(file: Attachment) -> str | None:
    return Attachment.get_by_id(file.id).text


# Hostile files


def _swelling() -> str:
    """Ten entities, each ten times the one before: 10 GB."""
    each = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return f'<!DOCTYPE l [<!ENTITY a "zzzzzzzzzz">{each}]>'


def _unpacks_to(megabytes: int) -> bytes:
    made = BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("word/document.xml", "w") as part,
    ):
        part.write(f"{BEGIN}{paragraph('begin')}".encode())
        for _piece in range(megabytes):
            part.write(b" " * 1_000_000)
        part.write(paragraph("einde").encode())
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bom.docx", lambda: _unpacks_to(200), "begin"),
        ("entiteit.docx", lambda: writings.docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", _swelling()), ""),
        ("klein.docx", lambda: writings.docx(paragraph("&b;"), _swelling()), ""),
        ("bestand.docx", lambda: writings.docx(paragraph("&x;"), FROM_ELSEWHERE), ""),
        ("diep.docx", lambda: writings.docx(paragraph("begin") + "<w:p>" * 1_000_000), "begin"),
        ("diep.eml", lambda: _deep("multipart/mixed; boundary=b%d\n\n--b%d"), "Diep"),
        ("in elkaar.eml", lambda: _deep("message/rfc822\n"), "Diep"),
        ("kop.eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\nTo: " + b"<" * 500_000, None),
        ("bom.pdf", writings.pdf_bomb, None),
        ("lang.txt", lambda: b"De verwarming is stuk. " * 2_200_000, None),
    ],
)  # fmt: skip
def test_a_hostile_file_is_kept_soon_and_costs_us_no_memory(tmp_path, name, content, said):
    store.live_in(tmp_path, 60)
    kept = store.keep(BytesIO(content()))
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = texts.read(kept.key, kinds.reader(kinds.media_type(kept.head, name), name), Budget())
    assert time.monotonic() - began < texts.SECONDS + 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB
    assert text == said or (said is None and len(text or "") <= read.MOST)


def _deep(head: str) -> bytes:
    within = "".join(f"Content-Type: {head.replace('%d', str(number))}\n" for number in range(3_000))
    return f"Subject: Diep\n{within}\ntekst\n".encode()


def test_what_was_read_when_the_time_is_out_counts(tmp_path, monkeypatch):
    store.live_in(tmp_path, 60)
    monkeypatch.setattr(texts, "SECONDS", 2.5)
    monkeypatch.setattr(texts, "FOR_ITSELF", 1.5)
    kept = store.keep(BytesIO(b"Subject: Poort 3\n\n" + b"\n" * 40_000_000))
    assert texts.read(kept.key, "mail", Budget()) == "Poort 3"


# Limits


def test_what_takes_too_long_is_kept_unread_and_leaves_time_for_its_picture(sent, alice, monkeypatch):
    monkeypatch.setattr(texts, "SECONDS", 1)
    budget = Budget()
    file = actions.upload(BytesIO(SLOW), "traag.txt", by=alice, budget=budget)
    assert text_of(file) is None and limited.SECONDS - 3 < budget.left < limited.SECONDS - 0.9
    assert store.path(file.key).read_bytes() == SLOW
    assert actions.upload(BytesIO(samples.PDF), "brief.pdf", by=alice, budget=budget).preview


def test_texts_and_pictures_of_one_request_share_its_time(sent, alice):
    budget, began = Budget(1), time.monotonic()
    actions.upload(BytesIO(SLOW), "traag.txt", by=alice, budget=budget)
    late = actions.upload(BytesIO(writings.pdf(["Offerte"])), "offerte.pdf", by=alice, budget=budget)
    assert (text_of(late), late.preview) == (None, False) and time.monotonic() - began < 3
    nothing = actions.upload(BytesIO(b"\xff\xd8\xff"), "foto.jpg", by=alice, budget=budget)
    assert text_of(nothing) == ""  # no time is needed to know that


def test_without_time_left_nothing_is_begun(monkeypatch):
    monkeypatch.setattr(limited, "run", None)
    assert texts.read("0" * 32, "pdf", Budget(0.1)) is None
    assert previews.make("0" * 32, kinds.PDF, Budget(0.1)) is False


def test_a_file_is_kept_where_no_process_can_be_started(sent, monkeypatch):
    def refuse(*_args, **_more):
        raise BlockingIOError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(limited.subprocess, "Popen", refuse)
    file = sent()
    assert text_of(file) is None
    assert actions.read_missing(index=list) == 0 and text_of(file) is None  # another time, then
    monkeypatch.undo()
    assert actions.read_missing(index=list) == 1 and text_of(file) == "Poort 3 is dicht."


def test_the_web_process_itself_never_loads_what_reads(sent):
    sent("offerte.pdf", writings.pdf(["Offerte"])), sent("brief.docx", writings.docx(paragraph("Brief")))
    loaded = {"pypdfium2", "crm.attachments.read_docx", "crm.attachments.read_mail"}
    assert not loaded & set(sys.modules)


def test_pages_do_not_fetch_what_is_only_for_search(attached, contact, alice, monkeypatch):
    file = attached()
    asked = []
    monkeypatch.setattr(db.database.obj, "execute_sql", _noting(asked, db.database.obj.execute_sql))
    (
        queries.get(file.id, alice),
        queries.of_contact(contact.id),
        queries.facts([contact.id]),
        queries.pending(["x"], alice),
    )
    assert len(asked) == 4 and not [sql for sql in asked if '"text"' in sql]


def _noting(asked, execute):
    def note(sql, *rest, **more):
        asked.append(sql)
        return execute(sql, *rest, **more)

    return note


# What was left


def test_files_from_before_are_read_and_their_contacts_indexed(early, contact, alice):
    files = [early("meting.log"), early("kas.png"), early("stuk.pdf", samples.PDF[:60]), early("leeg.zip", b"PK")]
    waits = early("wacht.txt")
    actions.attach(contact.id, [one.key for one in files], by=alice)
    Attachment.update(media_type=kinds.UNKNOWN).where(Attachment.name == "meting.log").execute()  # as it was then
    indexed, steps = [], []
    assert actions.read_missing(indexed.extend, lambda done, total: steps.append((done, total))) == 2
    assert [text_of(one) for one in files] == ["Poort 3 is dicht.", "", "", ""]
    assert text_of(waits) == "Poort 3 is dicht." and indexed == [contact.id]
    assert steps == [(done, 5) for done in range(1, 6)]
    assert actions.read_missing(indexed.extend) == 0 and indexed == [contact.id]


def test_reading_goes_on_where_it_was_stopped(early, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    files = [early(f"{number}.txt") for number in range(5)]

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.read_missing(list, stop)
    assert [text_of(one) is None for one in files] == [False, False, False, True, True]
    steps = []
    assert actions.read_missing(list, lambda *step: steps.append(step)) == 2
    assert steps == [(1, 2), (2, 2)]


def test_what_cannot_be_read_is_not_tried_for_ever(early, monkeypatch):
    monkeypatch.setattr(texts, "SECONDS", 0.7)
    monkeypatch.setattr(texts, "SECONDS_LATER", 1)
    slow, gone = early("traag.txt", SLOW), early("kwijt.txt")
    content = store.path(gone.key)
    kept = content.read_bytes()
    content.unlink()
    assert actions.read_missing(list) == 0
    assert (text_of(slow), text_of(gone)) == ("", None)
    content.write_bytes(kept)  # the disk is back
    assert actions.read_missing(list) == 1


def test_nothing_is_locked_while_a_file_is_read(early, contact, alice, monkeypatch):
    file, run, depths = early(), limited.run, []

    def attach_meanwhile(*words, **limits):
        depths.append(db.database.transaction_depth())
        actions.attach(contact.id, [file.key], by=alice)
        return run(*words, **limits)

    monkeypatch.setattr(limited, "run", attach_meanwhile)
    indexed = []

    def index(ids):
        depths.append(db.database.transaction_depth())
        indexed.extend(ids)

    actions.read_missing(index)
    assert depths == [0, 1] and indexed == [contact.id]  # which it did not have when the reading began


def test_what_fails_while_indexing_leaves_the_file_to_be_read(early, contact, alice):
    file = early()
    actions.attach(contact.id, [file.key], by=alice)

    def fail(_ids):
        raise RuntimeError("the index is not there")

    with pytest.raises(RuntimeError):
        actions.read_missing(fail)
    assert text_of(file) is None


# For search


def test_texts_come_with_their_names_in_one_query(attached, contact, customer, alice, query_count):
    attached("meting.txt"), attached("kas.png")
    gone = attached("weg.txt")
    actions.remove(gone.id, by=alice)
    other = contacts.get(contact.id)
    with query_count() as count:
        found = queries.texts_of([contact.id, other.id, 10_000])
        assert count() == 1
    assert found == {contact.id: [("meting.txt", "Poort 3 is dicht."), ("kas.png", "")]}
    Attachment.update(text=None).execute()
    assert queries.texts_of([contact.id])[contact.id] == [("meting.txt", ""), ("kas.png", "")]
    assert queries.texts_of([]) == {}

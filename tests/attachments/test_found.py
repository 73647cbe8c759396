"""A contact is found by what stands in its files, and by what they are called; from the moment it has them."""

from crm.attachments import actions
from crm.attachments.models import Attachment
from crm.interactions import actions as contacts
from crm.search import index, queries
from tests.attachments import writings
from tests.conftest import text_of

OFFER = writings.pdf(["Offerte voor een terugslagklep", "Kenmerk OR/23-4471"])


def found(words: str) -> list[int]:
    return queries.interaction_ids(words)


def test_a_contact_is_found_by_the_text_and_the_name_of_its_file(sent, contact, alice):
    file = sent("prijsopgave_kas3.pdf", OFFER)
    assert found("terugslagklep") == []  # it is nobody's yet
    actions.attach(contact.id, [file.key], by=alice)
    for words in ("terugslagklep", "klep", '"offerte voor een"', "OR/23-4471", "4471", "prijsopgave"):
        assert found(words) == [contact.id], words


def test_a_file_of_every_sort_is_found(attached, contact):
    letter = b"Subject: Geluid\nContent-Type: text/html\n\n<p>De <b>compressor</b> ratelt.</p>"
    for name, content in (
        ("brief.docx", writings.docx(writings.paragraph("Onderhoud van de brander"))),
        ("nota.txt", "Noodaggregaat getest".encode("utf-16")),
        ("bericht.eml", letter),
    ):
        attached(name, content)
    for word in ("brander", "noodaggregaat", "compressor"):
        assert found(word) == [contact.id], word


def test_logging_a_contact_with_a_file_finds_it_by_the_very_next_search(login, customer, sent, alice):
    file, client = sent("offerte.pdf", OFFER), login(alice)
    call = {"key": "k", "customer": str(customer.id), "channel": "phone", "direction_phone": "in", "body": "Belde."}
    assert client.post("/interactions/", data=call | {"attachment": file.key}).status_code == 303
    assert found("terugslagklep") == [Attachment.get_by_id(file.id).interaction_id]


def test_the_index_follows_what_is_removed_and_brought_back(attached, contact, alice):
    file = attached("offerte.pdf", OFFER)
    actions.remove(file.id, by=alice)
    assert found("terugslagklep") == [] == found("offerte")
    actions.restore(file.id, by=alice)
    assert found("terugslagklep") == [contact.id]
    contacts.delete(contact.id, by=alice)
    assert found("terugslagklep") == []
    contacts.restore(contact.id, by=alice)
    assert found("terugslagklep") == [contact.id]


def test_what_is_read_later_is_found_from_then_on(attached, contact):
    file = attached("offerte.pdf", OFFER)
    Attachment.update(text=None).where(Attachment.id == file.id).execute()
    index.interactions([contact.id])
    assert found("terugslagklep") == []
    actions.read_missing(index.interactions)
    assert found("terugslagklep") == [contact.id]


def test_a_page_shows_what_a_stranger_wrote_as_text_only(attached, login, alice):
    attached("nota.txt", b"terugslagklep <script>alert(1)</script> <img src=x onerror=alert(1)>")
    attached("bericht.eml", b"Subject: terugslagklep &lt;\n\n<script>alert(2)</script>")
    page = text_of(login(alice).get("/search?q=terugslagklep"))
    assert "terugslagklep</mark>" in page
    assert "<script>alert" not in page and "<img src=x" not in page

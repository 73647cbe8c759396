"""What is read in PDFs, documents, texts and e-mails. The files are made here; the child that reads them is real."""

from email.message import EmailMessage
from io import BytesIO

import pytest

from crm.attachments import kinds, read, store, texts
from crm.attachments.limited import Budget
from tests.attachments import samples, writings
from tests.attachments.writings import paragraph


@pytest.fixture
def said(tmp_path):
    """``said("nota.txt", b"…")``: what is read in it."""
    store.live_in(tmp_path)

    def look(name: str, content: bytes) -> str | None:
        kept = store.keep(BytesIO(content))
        return texts.read(kept.key, kinds.reader(kinds.media_type(kept.head, name), name), Budget())

    return look


def test_a_pdf_says_what_stands_on_its_pages(said):
    offer = writings.pdf(["Offerte 2026-0417", "Poort 3: terugslagklep DN40, € 1.250,-"], ["Crème énergiescherm"])
    assert said("offerte.pdf", offer).splitlines() == [
        "Offerte 2026-0417",
        "Poort 3: terugslagklep DN40, € 1.250,-",
        "Crème énergiescherm",
    ]


def test_a_word_that_a_pdf_broke_off_is_whole_again(said):
    lines = [
        "De ver-",
        "warming in Noord-",
        "Holland, order OR/23-",
        "4471: voor-",
        "en nadelen, betrouwbaar-",
        "heid.",
    ]
    assert said("brief.pdf", writings.pdf(lines)) == (
        "De verwarming in Noord-Holland, order OR/23-4471: voor- en nadelen, betrouwbaarheid."
    )


def test_what_was_filled_in_on_a_pdf_is_read(said):
    form = writings.pdf(["Schadeformulier", "Naam:"], ["Ondertekening"], filled_in="Hendrik-Jan Wiersma")
    assert said("formulier.pdf", form).splitlines() == [
        "Schadeformulier",
        "Naam:",
        "Hendrik-Jan Wiersma",
        "Ondertekening",
    ]


def test_a_pdf_of_a_scanner_says_nothing(said):
    assert said("scan.pdf", samples.PDF) == ""


def test_a_document_of_word_is_read_with_its_tables_notes_and_margins(said):
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Artikel", "Prijs", "Klep DN40", "€ 12,50"))
    body = paragraph("De terug", "slagklep lekt") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    parts = {
        "header1": paragraph("Kwekerij Wiersma"),
        "footer2": paragraph("Blad 1"),
        "footnotes": paragraph("zie kas 3"),
    }
    assert said("offerte.docx", writings.docx(body, **parts)).splitlines() == [
        "De terugslagklep lekt", "Artikel", "Prijs", "Klep DN40", "€ 12,50", "zie kas 3", "Kwekerij Wiersma", "Blad 1",
    ]  # fmt: skip


def test_a_text_box_is_read_once_and_what_was_struck_out_is_not(said):
    box = f"<w:txbxContent>{paragraph('Let op: gas')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    code = "<w:instrText>PAGEREF _Toc1</w:instrText><w:del><w:r><w:delText>geschrapt</w:delText></w:r></w:del>"
    run = f"<w:r>{both}<w:t>Kas</w:t><w:tab/><w:t>3</w:t><w:br/><w:t>CO</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>"
    assert said("brief.docx", writings.docx(f"<w:p>{run}{code}</w:p>")).splitlines() == ["Let op: gas", "Kas 3", "CO-2"]


def test_a_document_in_the_strict_format_is_read_too(said):
    body = paragraph("Poort 3").replace("w:", "v:")
    body = f'<v:body xmlns:v="http://purl.oclc.org/ooxml/wordprocessingml/main">{body}</v:body>'
    assert said("strikt.docx", writings.docx(body)) == "Poort 3"


@pytest.mark.parametrize("name", ["nota.txt", "meting.csv", "notulen.md", "regelaar.log", "lijst.tsv", "NOTA.TXT"])
def test_all_sorts_of_text_are_read(said, name):
    assert said(name, b"Kas 3;12,5 bar\r\n\r\n  \tin orde \n") == "Kas 3;12,5 bar\nin orde"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_is_in(said, encoding):
    words = "Crème voor mevrouw Özdemir: € 12,50 – à contant"
    assert said("nota.txt", words.encode(encoding)) == words


def test_one_damaged_byte_does_not_spoil_the_other_letters(said):
    assert said("nota.txt", "crème".encode() + b"\xff " + "coördinatie, reëel".encode()) == "crème coördinatie, reëel"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nota.txt", bytes(range(256)) * 20),
        ("nota.txt", b" \n\t "),
        ("brief.docx", b"PK\x03\x04 en dan niets"),
        ("brief.docx", b"Geen Word."),
        ("stuk.docx", writings.docx(paragraph("Poort"))[:90]),
        ("stuk.pdf", samples.PDF[:60]),
        ("onzin.pdf", b"%PDF-1.7\n" + b"\xff" * 5000),
        ("foto.png", samples.PNG),
        ("pagina.html", samples.HTML),
        ("logo.svg", samples.SVG),
        ("programma.exe", b"MZ tekst in een programma"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # a file made now has the time in it
)
def test_where_nothing_can_be_read_nothing_is_said(said, name, content):
    assert said(name, content) == ""


def test_what_cannot_be_seen_is_left_out(said):
    hidden = "ga\u00ads\u200bklep\x00\x07 \u202eom\u202c ﬁlter cafe\u0301\u2028\ufeffregel \ue0a1twee" + " einde" * 30
    text = said("nota.txt", hidden.encode())
    assert text.startswith("gasklep om filter café\nregel twee einde")


def test_a_long_text_ends_with_a_whole_word(said):
    text = said("lang.txt", b"verwarming " * 20_000)
    assert read.MOST - len("verwarming ") <= len(text) <= read.MOST and text.endswith(" verwarming")
    assert said("een.txt", b"w" * 300_000) == "w" * read.MOST
    assert len(said("wit.txt", b" woord" + b" " * 200_000 + b"einde")) == len("woord einde")


# E-mail


def letter(**heads: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in ({"Subject": "Klep lekt", "From": "José Wiersma <jose@kas.example>"} | heads).items():
        made[name] = value
    return made


def test_an_email_says_who_what_and_what_came_with_it(said):
    made = letter(To="service@klimaat.example", Date="Sun, 22 Nov 2026 09:14:00 +0100", Subject="Crème scherm")
    made.set_content("De terugslagklep lekt.\n")
    made.add_alternative("<p>De <b>terugslagklep</b> lekt.</p>", subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="meting café.pdf")
    made.add_attachment("in de bijlage", filename="nota.txt")
    assert said("bericht.eml", bytes(made)).splitlines() == [
        "Crème scherm", "José Wiersma <jose@kas.example>", "service@klimaat.example", "Sun, 22 Nov 2026 09:14:00 +0100",
        "De terugslagklep lekt.", "meting café.pdf", "nota.txt",
    ]  # fmt: skip


def test_an_email_of_html_only_says_what_its_reader_sees(said):
    made = letter()
    page = (
        "<html><head><title>weg</title><style>p{color:red}</style></head><body><p>De <b>terug</b>slagklep "
        "<i>lekt</i> &lt;hard&gt;</p><script>alert('weg')</script><ul><li>kas 3<li>kas&nbsp;4</ul>"
        "<img src=http://volg.example/1.gif alt=weg><!-- weg --></body></html>"
    )
    made.set_content(page, subtype="html")
    assert said("bericht.eml", bytes(made)).splitlines()[2:] == ["De terugslagklep lekt <hard>", "kas 3", "kas 4"]


def test_an_email_within_an_email_is_read_and_files_within_it_are_named(said):
    inner, outer = letter(Subject="Eerste melding"), letter(Subject="Fwd: melding")
    inner.set_content("Poort 3 klemt.")
    inner.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="poort.jpg")
    outer.set_content("Zie onder.")
    outer.add_attachment(inner)
    lines = [line for line in said("bericht.eml", bytes(outer)).splitlines() if "José" not in line]
    assert lines == ["Fwd: melding", "Zie onder.", "Eerste melding", "Poort 3 klemt.", "poort.jpg"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"=?iso-8859-1?Q?Cr=E8me?= =?utf-8?b?IHNjaGVybQ==?=", "iso-8859-15"),
        ("Crème scherm".encode(), "utf-8"),
        ("Crème scherm".encode("cp1252"), "cp1252"),
        (b"=?utf-8?q?Cr=C3=A8me?= scherm", "bestaat-niet"),
    ],
)
def test_old_and_careless_emails_are_read_too(said, head, encoding):
    known = encoding if encoding != "bestaat-niet" else "utf-8"
    mail = b"Subject: %s\nContent-Type: text/plain; charset=%s\n\n%s" % (
        head,
        encoding.encode(),
        "reëel €".encode(known),
    )
    assert said("oud.eml", mail) == "Crème scherm\nreëel €"

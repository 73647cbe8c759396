"""Names of files: whatever somebody sends, what is kept is short, visible and no path."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.attachments import kinds, names


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("foto kas 3.jpg", "foto kas 3.jpg"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\Kees\\Bureaublad\\offerte.docx", "offerte.docx"),
        ("offerte\0.pdf", "offerte.pdf"),
        ("factuur\u202egpj.exe", "factuurgpj.exe"),
        ("regel\r\nSet-Cookie: x.txt", "regelSet-Cookie: x.txt"),
        ("cafe\u0301.txt", "café.txt"),
        ("  twee   spaties .txt ", "twee spaties.txt"),
        ("", "bestand"),
        (None, "bestand"),
        ("..", "bestand"),
        ("/", "bestand"),
        (".pdf", "pdf"),
        ("con.txt", "bestand.txt"),
        ("NUL", "bestand"),
        ("a" * 500 + ".jpeg", "a" * 195 + ".jpeg"),
        ("b" * 500, "b" * 200),
        ("📷 foto.jpg", "📷 foto.jpg"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_one(sent, kept):
    assert names.clean(sent) == kept


@given(st.text(max_size=600))
def test_any_text_gives_a_name(sent):
    kept = names.clean(sent)
    assert 0 < len(kept) <= names.LONGEST and "/" not in kept and "\\" not in kept
    assert kept == unicodedata.normalize("NFC", kept) or len(sent) > 150
    assert not any(unicodedata.category(mark) in ("Cc", "Cf", "Cs") for mark in kept)
    assert kept.strip(". ") and kept.encode()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "foto.txt", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "x", "image/png"),
        (b"junk %PDF-1.7", "brief", "application/pdf"),
        (b"RIFF1234WEBPVP8 ", "x.webp", "image/webp"),
        (b"\0\0\0\x18ftypheic", "IMG_1.HEIC", "image/heic"),
        (b"<script>", "foto.png", "application/octet-stream"),
        (b"<script>", "offerte.pdf", "application/octet-stream"),
        (b"hoi", "nota.TXT", "text/plain"),
        (b"<svg>", "logo.svg", "image/svg+xml"),
        (b"PK", "Offerte.DOCX", kinds.OFFICE[".docx"]),
        (b"PK", "x.tar.gz", "application/octet-stream"),
        (b"BM is een afkorting", "bm.txt", "text/plain"),
    ],
)
def test_pictures_and_pdfs_are_known_by_their_bytes_and_the_rest_by_name(head, name, kind):
    assert kinds.media_type(head, name) == kind

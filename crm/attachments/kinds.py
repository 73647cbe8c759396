"""What sort of file it is. The browser that sent it is never believed: pictures and PDFs are known by their bytes."""

import mimetypes

UNKNOWN = "application/octet-stream"
HEAD = 1024  # bytes that are enough to tell
PDF = "application/pdf"
DRAWABLE = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", PDF})
# Sent as what they are: a program that opens them runs nothing of ours. The rest, and html, svg, xml and scripts
# above all, are bytes without a type.
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
HARMLESS = DRAWABLE | {"text/plain", "text/csv", "application/zip", *OFFICE.values()}
MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
READERS = {  # by which part of ``read`` its text is read
    PDF: "pdf",
    OFFICE[".docx"]: "docx",
    "message/rfc822": "mail",
    "text/plain": "text",
    "text/csv": "text",
    "text/tab-separated-values": "text",
    "text/markdown": "text",
}
PLAIN = {".log": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}
_by_name = mimetypes.MimeTypes()  # of the language itself: the same on every machine
for _ending, _kind in (OFFICE | PLAIN).items():  # older Pythons do not know them
    _by_name.add_type(_kind, _ending)


def media_type(head: bytes, name: str) -> str:
    """The type of a file that begins with ``head`` and is called ``name``."""
    if found := _by_content(head, name):
        return found
    guess, packed = _by_name.guess_type(name.lower())
    if packed or not guess or guess == PDF or guess in DRAWABLE or len(guess) > 100:
        return UNKNOWN  # says it is a picture or a PDF, and is not
    return guess


def _by_content(head: bytes, name: str) -> str:
    for start, kind in MAGIC:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIF:
        return "image/heic"
    if head[:2] == b"BM" and name.lower().endswith(".bmp"):
        return "image/bmp"
    return PDF if b"%PDF-" in head[:HEAD] else ""


def reader(media_type: str, name: str) -> str:
    """What reads its text (a key of ``read.READERS``); "" where there is none to read.

    The name counts where the type is unknown: what was sent before logs and the like were known.
    """
    if media_type == UNKNOWN:
        guess, packed = _by_name.guess_type(name.lower())
        media_type = guess if guess in PLAIN.values() and not packed else UNKNOWN
    return READERS.get(media_type, "")


def is_photo(media_type: str) -> bool:
    """Whether people would call it a photo."""
    return media_type.startswith("image/") and "svg" not in media_type


def icon(media_type: str) -> str:
    """The icon that stands for it where there is no picture."""
    if media_type.startswith("image/"):
        return "image"
    return "file-text" if media_type.startswith("text/") or media_type in HARMLESS else "file"

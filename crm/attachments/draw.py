"""Draws a file that somebody sent: ``draw SOURCE MEDIA_TYPE SMALL LARGE``, two JPEGs of our own making.

Only ever in a child (``limited.run``): Pillow and pdfium read what a stranger wrote. What comes out is drawn anew,
pixel by pixel: no EXIF (where a photo was taken), no comment, nothing that hides in a file of two kinds.
"""

import sys

from crm.attachments import kinds

EDGES = (256, 1600)  # longest side of small and large, in pixels
QUALITY = 84
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 60_000_000
MOST_OF_A_JPEG = 220_000_000  # it is decoded at an eighth of its size


def main(source: str, media_type: str, small: str, large: str) -> None:
    """Write both; any failure ends the process with an error, which is all that is ever told of it."""
    picture = page(source) if media_type == kinds.PDF else photo(source)
    for edge, target in zip(reversed(EDGES), (large, small), strict=True):
        picture.thumbnail((edge, edge))
        picture.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)


def photo(source: str):
    """A picture, upright, on white where it was transparent."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit is our own, below
    with Image.open(source, formats=FORMATS) as opened:
        jpeg = opened.format in ("JPEG", "MPO")
        if opened.width * opened.height > (MOST_OF_A_JPEG if jpeg else MOST_PIXELS):
            raise SystemExit("too many pixels")
        if jpeg:
            opened.draft("RGB", (EDGES[1], EDGES[1]))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("1", "P"):
        upright = upright.convert("RGBA")  # few colours would be made smaller by leaving out pixels
    upright.thumbnail((EDGES[1], EDGES[1]))
    return on_white(upright)


def on_white(picture):
    """The same pixels in a picture that knows nothing else."""
    from PIL import Image

    if picture.mode in ("I", "I;16", "I;16B", "F"):  # scans of 16 bits
        picture = picture.point(lambda value: value / 256).convert("L")
    opaque = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    opaque.paste(seen, mask=seen.getchannel("A"))
    return opaque


def page(source: str):
    """The first page of a PDF, as large as it is ever shown."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    first = document[0]
    scale = EDGES[1] / max(*first.get_size(), 1)
    return on_white(first.render(scale=min(scale, 4), may_draw_forms=False).to_pil())


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Draws the photos of the demo company: ``scene FOLDER``. In a child (``limited.run``), as Pillow stays out of ours."""

import sys
from pathlib import Path

SIZE = (1280, 960)
WALLS = {
    "kas 3, pomp links.jpg": ("#a5a091", "#7d7464", -60),
    "kas 3, nieuwe asafdichting.jpg": ("#8d968d", "#6d746b", 90),
}


def main(folder: str) -> None:
    """A pump before a wall, twice."""
    for name, (wall, floor, moved) in WALLS.items():
        _pump(wall, floor, moved).save(Path(folder) / name, "JPEG", quality=80)


def _pump(wall: str, floor: str, moved: int):
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, wall)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 690, *SIZE), fill=floor)
    draw.rectangle((360 + moved, 680, 440 + moved, 760), fill="#2f302e")
    draw.rectangle((700 + moved, 130, 810 + moved, 420), fill="#b5b1a8")
    draw.rounded_rectangle((300 + moved, 380, 740 + moved, 690), 50, fill="#2d5a7b")
    draw.ellipse((640 + moved, 350, 990 + moved, 700), fill="#3b6f96")
    draw.ellipse((755 + moved, 465, 875 + moved, 585), fill="#223f55")
    return picture


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Previews: drawn anew in a process with limits; whatever cannot be drawn simply has none."""

import errno
import resource
import sys
import threading
import time
from pathlib import Path

import pytest

from crm.attachments import limited, previews, store
from tests.attachments import samples


def drawn(file) -> dict[str, bytes]:
    return {size: store.preview_path(file.key, size).read_bytes() for size in store.SIZES}


def test_a_picture_gets_a_small_and_a_large_one_without_what_was_hidden_in_it(sent):
    file = sent("kas.png", samples.png(2000, 1000))
    assert file.preview and file.media_type == "image/png"
    made = drawn(file)
    assert samples.size_of_jpeg(made["small"]) == (256, 128)
    assert samples.size_of_jpeg(made["large"]) == (1600, 800)
    assert all(b"geheim" not in data and b"Exif" not in data for data in made.values())
    assert {oct(one.stat().st_mode & 0o777) for one in store.files_of(file.key)} == {"0o600"}
    assert len(store.files_of(file.key)) == 3


def test_a_small_picture_is_not_blown_up(sent):
    assert samples.size_of_jpeg(drawn(sent("icoon.png", samples.png(40, 30)))["large"]) == (40, 30)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"), ("L", "GIF"), ("LA", "PNG"), ("P", "GIF"), ("RGBA", "WEBP"), ("CMYK", "JPEG"), ("I;16", "PNG"),
        ("I;16", "TIFF"), ("F", "TIFF"), ("RGB", "BMP"),
    ],
)  # fmt: skip
def test_every_sort_of_picture_is_drawn(sent, mode, kind):
    content = samples.by_pillow(f"Image.new({mode!r}, (300, 200)).save(out, {kind!r})")
    assert sent(f"foto.{kind.lower()}", content).preview


def test_a_photo_of_a_phone_is_upright_and_does_not_tell_where_it_was_taken(sent):
    file = sent(
        "IMG_2041.jpg",
        samples.by_pillow(
            "exif = Image.Exif()\nexif[0x0112] = 6\nexif[0x010F] = 'Telefoonmerk'\n"
            "exif.get_ifd(0x8825)[1] = 'N'\n"
            "Image.new('RGB', (4000, 3000)).save(out, 'JPEG', exif=exif, comment=b'Telefoonmerk')"
        ),
    )
    made = drawn(file)
    assert samples.size_of_jpeg(made["large"]) == (1200, 1600)
    assert all(b"Telefoonmerk" not in data and b"Exif" not in data for data in made.values())


@pytest.mark.parametrize(("size", "kind"), [((8000, 6000), "PNG"), ((12000, 9000), "JPEG")])
def test_the_largest_photos_people_take_fit_within_the_limits(sent, size, kind):
    content = samples.by_pillow(f"Image.new('RGB', {size}, 'grey').save(out, {kind!r}, optimize=True)")
    assert len(content) < 1_048_576 and sent(f"groot.{kind.lower()}", content).preview


@pytest.mark.parametrize("size", [(595, 842), (14_400, 14_400), (1, 14_400), (0, 0)])
def test_a_pdf_gets_its_first_page_however_large(sent, size):
    file = sent("brief.pdf", samples.pdf(*size))
    assert file.preview and file.media_type == "application/pdf"
    assert max(samples.size_of_jpeg(drawn(file)["large"])) <= 1600


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", samples.SVG),
        ("pagina.html", samples.HTML),
        ("foto.png", samples.HTML),
        ("stuk.png", samples.PNG[:200]),
        ("stuk.pdf", samples.PDF[:60]),
        ("onzin.pdf", b"%PDF-1.7\n" + b"\xff" * 5000),
        ("bom.png", samples.png(60_000, 60_000, b"\0")),
        ("nota.txt", b"Poort 3 is dicht."),
    ],
)
def test_what_cannot_be_drawn_is_kept_without_a_preview(sent, name, content):
    file = sent(name, content)
    assert not file.preview and store.files_of(file.key) == [store.path(file.key)]
    assert store.path(file.key).read_bytes() == content


def test_a_bomb_costs_neither_time_nor_memory(sent):
    bomb = samples.bomb()
    assert len(bomb) < 1_000_000
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert not sent("bom.png", bomb).preview
    assert time.monotonic() - began < limited.SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


@pytest.mark.parametrize("calls", [1, 2])
def test_a_file_is_kept_where_its_preview_finds_no_room(sent, monkeypatch, calls):
    settle, drafts = store.settle, []

    def full(draft, target):
        drafts.append(draft)
        if target.suffix == ".jpg" and len(drafts) > calls:  # the first is the file itself
            raise OSError(errno.ENOSPC, "full")
        settle(draft, target)

    monkeypatch.setattr(store, "settle", full)
    file = sent("kas.png")
    assert not file.preview and store.files_of(file.key) == [store.path(file.key)]
    assert [one.name for one in store.path(file.key).parent.iterdir()] == [file.key]


def test_a_file_is_kept_where_no_process_can_be_started(sent, monkeypatch):
    def refuse(*_args, **_more):
        raise BlockingIOError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(limited.subprocess, "Popen", refuse)
    assert not sent("kas.png").preview
    monkeypatch.undo()
    assert sent("kas 2.png").preview  # it gave its turn back


def test_without_time_left_nothing_is_begun(monkeypatch):
    monkeypatch.setattr(limited, "run", None)
    assert previews.make("0" * 32, "image/png", limited.Budget(0.1)) is False


def test_the_web_process_itself_never_loads_what_draws(sent):
    sent("kas.png"), sent("brief.pdf", samples.PDF)
    assert not {"PIL", "pypdfium2"} & set(sys.modules)


# The process with limits


@pytest.fixture
def module(tmp_path, monkeypatch):
    """``module(source)``: the name of a module with this source."""
    monkeypatch.setattr(limited, "ROOT", f"{limited.ROOT}:{tmp_path}")

    def write(source: str) -> str:
        (tmp_path / "job.py").write_text(source)
        return "job"

    return write


def test_what_it_prints_comes_back(module):
    assert limited.run(module("import sys; print(sys.argv[1])"), ["hé"], seconds=5, megabytes=200) == "hé\n".encode()


@pytest.mark.parametrize(
    "source",
    [
        "raise SystemExit(1)",
        "x = bytearray(400_000_000)",
        "while True: pass",
        "import time; time.sleep(60)",
        "import sys\nwhile True: sys.stdout.write('x' * 100_000)",
        "import os; os.kill(os.getpid(), 11)",
    ],
)
def test_what_goes_wrong_in_it_is_no_more_than_no_answer(module, source):
    began = time.monotonic()
    assert limited.run(module(source), [], seconds=2, megabytes=200) is None
    assert time.monotonic() - began < 4


def test_the_wait_for_its_turn_is_part_of_its_time(module):
    sleeps = module("import time; time.sleep(60)")
    with limited._turn:
        threading.Timer(1, limited._turn.release).start()
        began = time.monotonic()
        assert limited.run(sleeps, [], seconds=2, megabytes=200) is None
        assert 1.5 < time.monotonic() - began < 2.9
        limited._turn.acquire()
    with limited._turn:
        began = time.monotonic()
        assert limited.run(sleeps, [], seconds=0.2, megabytes=200) is None
        assert time.monotonic() - began < 1


def test_what_it_started_ends_with_it(module, tmp_path):
    told = tmp_path / "pid"
    source = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen(['sleep', '60']); open({str(told)!r}, 'w').write(str(child.pid))\ntime.sleep(60)"
    )
    assert limited.run(module(source), [], seconds=2, megabytes=400) is None
    until = time.monotonic() + 10  # it was told to die; a busy machine takes a moment
    while (state := Path(f"/proc/{told.read_text()}/stat").read_text().split()[2]) != "Z" and time.monotonic() < until:
        time.sleep(0.02)
    assert state == "Z"  # dead, and waits for init


def test_it_knows_none_of_our_secrets(module, monkeypatch):
    monkeypatch.setenv("CRM_SECRET_KEY", "geheim")
    said = limited.run(module("import os; print(dict(os.environ))"), [], seconds=5, megabytes=200)
    assert b"PYTHONPATH" in said and b"geheim" not in said

"""Files on disk: whole under their name or not there at all, and only their owner reads them."""

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
from datetime import timedelta
from io import BytesIO

import pytest

from crm import clock
from crm.attachments import store
from crm.settings import ROOT


@pytest.fixture
def folder(tmp_path):
    store.live_in(tmp_path, 1)
    return tmp_path / "attachments"


def test_a_file_lies_under_a_name_that_says_nothing_and_is_its_owners_only(folder):
    kept = store.keep(BytesIO(b"geheim"))
    [file] = store.files_of(kept.key)
    assert file == folder / kept.key[:2] / kept.key and file.read_bytes() == b"geheim"
    assert (kept.size, kept.sha256) == (6, hashlib.sha256(b"geheim").hexdigest())
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert {oct(one.stat().st_mode & 0o777) for one in (folder, file.parent)} == {"0o700"}


@pytest.mark.parametrize(("content", "problem"), [(b"", store.Empty), (b"x" * (store.MEGABYTE + 1), store.TooLarge)])
def test_what_is_not_kept_leaves_nothing(folder, content, problem):
    with pytest.raises(problem):
        store.keep(BytesIO(content))
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_a_file_of_exactly_the_limit_is_kept(folder):
    assert store.keep(BytesIO(b"x" * store.MEGABYTE)).size == store.MEGABYTE


def test_a_stream_that_breaks_leaves_nothing(folder):
    class Broken(BytesIO):
        def read(self, *_size):
            if self.tell():
                raise ConnectionError
            return super().read(10)

    with pytest.raises(ConnectionError):
        store.keep(Broken(b"x" * 100))
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_a_full_disk_is_told_as_it_is_and_leaves_no_half_file(folder):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        with pytest.raises(OSError) as full:
            store.keep(BytesIO(b"x" * 600_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert full.value.errno == errno.EFBIG
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_killed_while_it_writes_there_is_no_file_under_its_name(folder):
    script = (
        "import os, pathlib, sys\nfrom crm.attachments import store\n"
        "class Dying:\n"
        "    times = 0\n"
        "    def read(self, size):\n"
        "        self.times += 1\n"
        "        if self.times == 3: os.kill(os.getpid(), 9)\n"
        "        return b'x' * 1000\n"
        "store.live_in(pathlib.Path(sys.argv[1]))\nstore.keep(Dying())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(folder.parent)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    names = [one.name for one in folder.rglob("*") if one.is_file()]
    assert names and all(name.startswith("part.") for name in names)


@pytest.mark.parametrize("key", ["", "../../crm.db", "ab", "a" * 32 + "/", "G" * 32, "a" * 33])
def test_what_is_no_key_leads_nowhere(folder, key):
    with pytest.raises(ValueError):
        store.path(key)


def test_a_link_in_place_of_a_file_is_not_followed(folder, tmp_path):
    secret = tmp_path / "secret_key"
    secret.write_text("geheim")
    kept = store.keep(BytesIO(b"x"))
    store.path(kept.key).unlink()
    store.path(kept.key).symlink_to(secret)
    assert store.files_of(kept.key) == [] and not store.is_ours(store.path(kept.key))
    store.remove(kept.key)
    assert secret.exists()


def test_strays_are_what_is_old(folder):
    old, _new = store.keep(BytesIO(b"oud")), store.keep(BytesIO(b"nieuw"))
    os.utime(store.path(old.key), (0, 0))
    assert [key for key, _file in store.strays(clock.now() - timedelta(days=1))] == [old.key]

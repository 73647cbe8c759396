"""The one-time link: kept where only the server's owner may read it."""

import stat
from concurrent.futures import ThreadPoolExecutor

from crm.setup import invitation


def test_the_token_stays_the_same_until_it_is_discarded(tmp_path):
    token = invitation.make(tmp_path)
    assert invitation.make(tmp_path) == token and len(token) >= 32
    assert invitation.fits(tmp_path, token)
    assert invitation.link(tmp_path, "http://127.0.0.1:8000") == f"http://127.0.0.1:8000/setup?token={token}"
    invitation.discard(tmp_path)
    invitation.discard(tmp_path)
    assert not invitation.fits(tmp_path, token)
    assert invitation.make(tmp_path) != token


def test_only_its_owner_may_read_it_and_no_draft_is_left(tmp_path):
    invitation.make(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["setup_token"]
    assert stat.S_IMODE((tmp_path / "setup_token").stat().st_mode) == 0o600


def test_a_wrong_or_empty_token_does_not_fit(tmp_path):
    assert not invitation.fits(tmp_path, "")
    token = invitation.make(tmp_path)
    for wrong in ("", " ", token[:-1], token + "x", "é" * 43, "\ud800"):
        assert not invitation.fits(tmp_path, wrong)


def test_workers_that_start_together_agree_on_one_token(tmp_path):
    with ThreadPoolExecutor(8) as workers:
        assert len(set(workers.map(lambda _: invitation.make(tmp_path), range(16)))) == 1

"""Passwords: refused when easy to guess, kept so that they cannot be read."""

import hashlib

import pytest

from crm.accounts import passwords
from tests.cheap_passwords import DEAR

OWNER = {"email": "lieke@rijnsbergen.example", "name": "Lieke van Rijnsbergen", "company": "Van Rijnsbergen Techniek"}


@pytest.mark.parametrize(
    "password",
    [
        "Welkom2026!",
        "Wachtwoord1",
        "Wachtw00rd!",
        "1234567890",
        "qwertyuiop",
        "Qwerty2026!",
        "Zomer2026!!",
        "Herfst-2026",
        "zomerwinter2026",
        "password123",
        "P@ssw0rd123",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "fietsfiets",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "9876543210",
        "0612345678",
        "01-01-1980",
        "letmein1234",
        "Amsterdam1!",
        "Feyenoord1908",
        "Lieke12345",
        "VanRijnsbergen1",
        "rijnsbergen2026!",
        "lieke@rijnsbergen",
        "Techniek2026!",
        "  welkom 01  ",
    ],
)
def test_a_common_password_is_refused(password):
    assert "easy to guess" in str(passwords.fault(password, **OWNER))


@pytest.mark.parametrize(
    "password",
    [
        "zeven natte laarzen",
        "lekkende pomp in Gouda",
        "paard-batterij-nietje",
        "x7Kp!q2mRz",
        "hV3$kd92lsQ",
        "de linker weet het ook",
        "Ωμέγα в подвале",
    ],
)
def test_a_sentence_or_a_random_password_is_accepted(password):
    assert passwords.fault(password, **OWNER) is None


def test_a_short_password_is_told_how_long_it_must_be_and_is_now():
    assert passwords.fault("kort&bondi", **OWNER) is None
    assert passwords.fault("kort&bond", **OWNER).values == {"shortest": 10, "n": 9}


def test_an_endless_password_is_refused():
    assert passwords.fault("natte laarzen " * 20, **OWNER)


def test_the_same_characters_from_another_keyboard_fit():
    kept = passwords.hash_of("crème brûlée eten")
    assert passwords.verify(kept, "cre\u0300me bru\u0302le\u0301e eten")
    assert not passwords.verify(kept, "creme brulee eten")


def test_a_hash_is_as_dear_as_it_should_be_and_one_of_other_parameters_is_renewed(monkeypatch):
    assert DEAR == "scrypt:131072:8:1"
    monkeypatch.setattr(passwords, "METHOD", DEAR)
    assert not passwords.needs_rehash(f"{DEAR}$aUyGoeuK7VZ9HjmH$00")
    assert passwords.needs_rehash("scrypt:32768:8:1$aUyGoeuK7VZ9HjmH$00")
    assert passwords.needs_rehash("scrypt:131072:8:10$aUyGoeuK7VZ9HjmH$00")


def test_a_missing_password_costs_as_much_work_as_a_wrong_one_and_never_fits(monkeypatch, kept_password):
    work = []
    scrypt = hashlib.scrypt

    def counted(password, **parameters):
        work.append({name: parameters[name] for name in ("n", "r", "p")} | {"salt": len(parameters["salt"])})
        return scrypt(password, **parameters)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    assert not passwords.verify(kept_password, "iets heel anders")
    assert not passwords.verify(None, "iets heel anders")
    assert len(work) == 2 and work[0] == work[1]

"""The same form sent twice is one deed."""

import hashlib

from flask import request

from crm.accounts.models import User


def request_key(what: str, key: str | None, user: User) -> str | None:
    """What tells the form at hand from every other; None where it has no ``key``.

    The same form sent again is one deed; with anything else in it, after Back, it is another and not lost.
    """
    if not key:
        return None
    files = [(name, file.filename) for name, file in request.files.items(multi=True)]
    sent = sorted([one for one in request.form.items(multi=True) if one[0] != "csrf_token"] + files)
    return f"{what}:{user.id}:{hashlib.sha256(repr(sent).encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"

"""The real ``flask worker`` with one more kind of job: ``python -m tests.worker.errands FOLDER WORD…``.

An errand takes ``seconds`` and then adds one to its own row: how often it was done can be counted afterwards.
"""

import os
import sys
import time

from flask.cli import FlaskGroup

from crm.app import create_app
from crm.company.models import Setting
from crm.db import transaction
from crm.jobs import actions, registry
from crm.settings import Settings
from crm.worker import pulse
from tests import postgres

KIND, DONE = "errand", "errand "


def run_errand(number: int, seconds: float) -> registry.Effect:
    """The slow part, and what it leaves behind."""
    time.sleep(seconds)
    return lambda: count(number)


def count(number: int) -> None:
    """Once more."""
    was = Setting.get_or_none(Setting.key == f"{DONE}{number}")
    if was is None:
        Setting.create(key=f"{DONE}{number}", value="1")
    else:
        Setting.update(value=int(was.value) + 1).where(Setting.id == was.id).execute()


def put_down(numbers: range, seconds: float) -> None:
    """So many errands."""
    with transaction():
        for number in numbers:
            actions.add(KIND, number=number, seconds=seconds)


def times() -> dict[int, int]:
    """How often each was done."""
    found = Setting.select(Setting.key, Setting.value).where(Setting.key.startswith(DONE))
    return {int(key.removeprefix(DONE)): int(value) for key, value in found.tuples()}


if __name__ == "__main__":
    folder, *words = sys.argv[1:]
    told = {"CRM_DATA_DIR": folder, "CRM_SECRET_KEY": "only-for-tests-" * 4}
    app = create_app(Settings.load(told | {"CRM_DATABASE_URL": postgres.url() if postgres.asked_for() else ""}))
    registry.handle(KIND, run_errand)
    pulse.LONGEST_GOODBYE = float(os.environ.get("ERRANDS_GOODBYE", pulse.LONGEST_GOODBYE))
    FlaskGroup(create_app=lambda: app, add_default_commands=False).main(args=["worker", *words])

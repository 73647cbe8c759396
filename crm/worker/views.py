"""/worker/: what is done in the background, how that went, and what to do about what did not go well."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from crm import clock
from crm.accounts.models import Role
from crm.web.login import me, role_required
from crm.web.render import go, render
from crm.worker import actions, queries

bp = Blueprint("worker", __name__, url_prefix="/worker")


@bp.get("/")
@role_required(Role.ADMIN)
def index() -> ResponseReturnValue:
    """All of it on one page."""
    now = clock.now()
    count, since = queries.waiting(now)
    return render(
        "worker/index.html",
        workers=queries.running(now),
        turns=queries.turns(),
        troubles=queries.troubles(),
        most=queries.MOST,
        count=count,
        more=count >= queries.MOST_COUNTED,
        later=queries.later(now),
        late=since is not None and now - since > queries.ALIVE,
    )


@bp.post("/<int:job_id>/retry")
@role_required(Role.ADMIN)
def retry(job_id: int) -> ResponseReturnValue:
    """Once more, at once."""
    actions.retry(job_id, by=me())
    return go(url_for("worker.index"))


@bp.post("/<int:job_id>/discard")
@role_required(Role.ADMIN)
def discard(job_id: int) -> ResponseReturnValue:
    """Never."""
    actions.discard(job_id, by=me())
    return go(url_for("worker.index"))

"""/attachments/: sending files, looking at them, downloading them, and taking them off a contact."""

from flask import Blueprint, Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.models import Role
from crm.attachments import actions, forms, kinds, queries, store
from crm.attachments.limited import Budget
from crm.attachments.models import Attachment
from crm.customers.models import Customer
from crm.errors import Invalid, NotFound, ProductError, Refused
from crm.interactions import views as interactions
from crm.interactions.actions import may_edit
from crm.interactions.forms import whole
from crm.web.login import me, role_required
from crm.web.render import go, offer_undo, render, wants_fragment
from crm.words import N_, Text

bp = Blueprint("attachments", __name__, url_prefix="/attachments")
# Of a file that somebody sent nothing is run and nothing fetched, even where a browser shows it after all.
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@bp.post("/")
@role_required(Role.STAFF)
def add() -> ResponseReturnValue:
    """Files for a contact that is still being written, as chips; or for the one that ``interaction`` names."""
    contact = request.form.get("interaction")
    if contact is not None:
        return _attach(whole(contact) or 0)
    kept, problems = _keep_sent()
    if not kept and not problems:
        problems = [N_("Choose a file first.")]
    if wants_fragment():
        return render_template("attachments/_chips.html", files=kept, problems=problems), 422 if problems else 200
    if problems:
        raise Refused(problems[0])
    return go(url_for("attachments.show", attachment_id=kept[0].id))


@bp.get("/<int:attachment_id>")
@login_required
def show(attachment_id: int) -> ResponseReturnValue:
    """One file on a page: what it is, from whom, and a picture of it if one could be made."""
    file = queries.get(attachment_id, me())
    contact = file.interaction
    mine = may_edit(contact.author_id, by=me()) if contact else True
    return render("attachments/show.html", file=file, contact=contact, may_remove=mine)


@bp.get("/<int:attachment_id>/download")
@login_required
def download(attachment_id: int) -> ResponseReturnValue:
    """The file itself, always to be saved and never shown."""
    file = queries.get(attachment_id, me())
    path = store.path(file.key)
    if not store.is_ours(path):
        raise NotFound(N_("The file itself is missing on the server. Tell whoever looks after Rechterhand."))
    known = file.media_type if file.media_type in kinds.HARMLESS else kinds.UNKNOWN
    sent = send_file(path, mimetype=known, as_attachment=True, download_name=file.name, etag=file.sha256)
    return _guarded(sent)


@bp.get("/<int:attachment_id>/preview")
@login_required
def preview(attachment_id: int) -> ResponseReturnValue:
    """A picture of it that we drew ourselves; ``size`` is small or large."""
    file = queries.get(attachment_id, me())
    size = "large" if request.args.get("size") == "large" else "small"
    path = store.preview_path(file.key, size)
    if not file.preview or not store.is_ours(path):
        raise NotFound(N_("There is no preview of this file."))
    return _guarded(send_file(path, mimetype="image/jpeg", etag=f"{file.sha256}-{size}"))


@bp.post("/<int:attachment_id>/remove")
@role_required(Role.STAFF)
def remove(attachment_id: int) -> ResponseReturnValue:
    """Off its contact; can be undone at once. What has no contact yet is simply thrown away."""
    file = queries.get(attachment_id, me(), also_removed=True)  # a second press does no harm
    if file.interaction is None:
        actions.discard(attachment_id, by=me())
        return ("", 204) if wants_fragment() else go("/")
    actions.remove(attachment_id, by=me())
    offer_undo(_("“%(name)s” removed", name=file.name), url_for("attachments.restore", attachment_id=attachment_id))
    return go(url_for("interactions.show", interaction_id=file.interaction_id))


@bp.post("/<int:attachment_id>/restore")
@role_required(Role.STAFF)
def restore(attachment_id: int) -> ResponseReturnValue:
    """Back with its contact."""
    back = actions.restore(attachment_id, by=me())
    return go(url_for("interactions.show", interaction_id=back.interaction_id))


def log_files(_customer: Customer | None, filled: bool) -> forms.LogFiles:
    """The log form's files. Those that came with the form itself are kept first, so that a refusal loses none."""
    if not filled:
        return forms.LogFiles(me())
    kept, problems = _keep_sent()
    keys = [*request.form.getlist("attachment")[: actions.MOST + 1], *(one.key for one in kept)]
    return forms.LogFiles(me(), keys, queries.pending(keys, me()), problems)


def _attach(interaction_id: int) -> ResponseReturnValue:
    actions.require_may_change(interaction_id, by=me())
    kept, problems = _keep_sent()
    try:
        if problems or not kept:
            raise Refused(problems[0] if problems else N_("Choose a file first."))
        actions.attach(interaction_id, [one.key for one in kept], by=me())
    except ProductError as problem:
        for one in kept:  # no form shows them again, as the log form does
            actions.discard(one.id, by=me())
        if isinstance(problem, Invalid):
            raise Refused(problem.text) from None
        raise
    if wants_fragment():
        return interactions.show(interaction_id)
    return go(url_for("interactions.show", interaction_id=interaction_id))


def _keep_sent() -> tuple[list[Attachment], list[Text]]:
    """What came with this request, kept; and what is wrong with the rest. A field without a file is none."""
    kept: list[Attachment] = []
    problems: list[Text] = []
    budget = Budget()
    for sent in request.files.getlist("file"):
        if not sent.filename:
            continue
        if len(kept) == actions.MOST:
            return kept, [*problems, N_("A contact has at most %(max)d files.", max=actions.MOST)]
        try:
            kept.append(actions.upload(sent.stream, sent.filename, by=me(), budget=budget))
        except Invalid as problem:
            problems.append(problem.text)
    return kept, problems


def _guarded(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    # The browser may keep it and asks each time; who may still see it gets a 304 for what did not change.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def filesize(size: int) -> str:
    """340 kB, 2.1 MB; with the decimal mark of the reader's language."""
    if size < 1000:
        return _("%(size)s bytes", size=size)
    if size < 1_000_000:
        return f"{size // 1000} kB"
    return _("%(whole)s.%(tenth)s MB", whole=size // 1_000_000, tenth=size % 1_000_000 // 100_000)


megabytes = store.megabytes  # for templates
FILTERS = {"filesize": filesize, "file_icon": kinds.icon}  # of this room's templates

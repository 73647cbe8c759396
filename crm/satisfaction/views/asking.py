"""/satisfaction/ask: mailing a customer a link to give a mark about a contact, and ending that link."""

import ipaddress
from urllib.parse import urlsplit

from flask import current_app, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from crm import clock
from crm.accounts.models import Role
from crm.errors import Invalid, NotFound, Refused
from crm.interactions import facts
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.mail import post
from crm.satisfaction import actions, asked, forms, keys, letters
from crm.satisfaction.views.room import bp
from crm.web.back import contact_url
from crm.web.language import locale
from crm.web.login import me, role_required
from crm.web.render import go, render
from crm.words import N_, Text


@bp.route("/ask", methods=["GET", "POST"])
@role_required(Role.STAFF)
def ask() -> ResponseReturnValue:
    """Choose to whom and in which language, with the letter as it goes out; then send it."""
    interaction_id = whole(request.args.get("interaction"))
    if not interaction_id:
        raise NotFound()
    contact = facts.contact(interaction_id)
    to = asked.addresses(contact)
    usual = {"locale": locale(), "address": str(to[0].point_id) if to else ""}
    form = forms.AskForm(request.form or None, data=usual)
    why = _why_not(contact)
    if request.method == "POST" and not why:
        try:
            write = letters.asking(me(), form.chosen_locale)
            sent = actions.ask(contact.id, whole(form.address.data), by=me(), write=write)
            flash(_("Asked by mail: %(email)s", email=sent.email), "ok")
            return go(contact_url(contact.customer_id, contact.id))
        except Invalid as problem:
            form.address.errors = list(problem.fields.values())
        except Refused as problem:
            why = problem.text
    status = 422 if form.errors else 409 if why and request.method == "POST" else 200
    until = clock.now() + asked.VALID
    return render(
        "satisfaction/ask.html",
        status=status,
        contact=contact,
        to=to,
        form=form,
        why=why,
        letters=[]
        if why or not to
        else [
            (name, word, letters.asking(me(), name)(contact, keys.SHOWN, until))
            for name, word in forms.LANGUAGES.items()
        ],
        cancel=contact_url(contact.customer_id, contact.id),
    )


@bp.post("/requests/<int:request_id>/revoke")
@role_required(Role.STAFF)
def revoke(request_id: int) -> ResponseReturnValue:
    """Let the link work no longer."""
    ended = actions.revoke(request_id, by=me())
    flash(_("The link works no longer."), "ok")
    return go(contact_url(ended.customer_id, ended.interaction_id))


def _why_not(contact: Interaction) -> Text | None:
    """Why nothing can be asked now: nothing to send it with, no way back to us, or the customer is left in peace."""
    if not post.is_set():
        return N_("There is no mail server, so nothing can be asked by mail. An administrator sets CRM_SMTP_URL.")
    if _is_here_only(current_app.extensions["settings"].base_url):
        return N_("Customers cannot reach this server by the address it knows. An administrator sets CRM_BASE_URL.")
    return asked.hindrance(contact, clock.now())


def _is_here_only(base_url: str) -> bool:
    """Whether an address leads to the machine on which it is opened, wherever that is."""
    host = urlsplit(base_url).hostname or "localhost"
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")

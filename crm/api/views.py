"""/api/v1: four end points for other programs, with ``Authorization: Bearer TOKEN``. See docs/api.md."""

import hashlib
import re
from typing import Any

from flask import Blueprint, g, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.accounts.rules import require
from crm.api import forms
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid
from crm.interactions import actions, channels, queries
from crm.interactions.models import Interaction
from crm.lookup import queries as lookups
from crm.search import queries as searching
from crm.web.company import own_channels
from crm.web.language import locale, zone_or_companys
from crm.web.moments import iso
from crm.words import N_

bp = Blueprint("api", __name__, url_prefix="/api/v1")
MOST = 100
LONGEST_KEY = 200
CURSOR = re.compile(r"(-?\d{1,11})\.(\d{1,9})", re.ASCII)
SNIPPET = 200  # characters of the text where no found word can be shown


@bp.before_request
def identify() -> ResponseReturnValue | None:
    """Find the colleague behind the token; without one nothing is answered."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    user = accounts.user_by_token(token.strip()) if scheme.lower() == "bearer" and token else None
    if user is None:
        return jsonify(error="A valid token is needed."), 401, {"WWW-Authenticate": "Bearer"}
    g.api_user = user
    return None


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Customers, people and contacts that match ``q``."""
    found = searching.search(request.args.get("q", ""), limit=_limit(), reader=_reader(), counted=False)
    return jsonify(
        customers=[_customer(one) for one in found.parties if one.kind == "customer"],
        people=[_person(one) for one in found.parties if one.kind == "person"],
        interactions=[_hit(hit) for hit in found.interactions],
    )


@bp.post("/interactions")
def log() -> ResponseReturnValue:
    """Log a contact: 201; the same Idempotency-Key or external_id again: 200 and the first one."""
    data = _sent()
    values = forms.interaction_values(data)
    values.channel = channels.key_of(values.channel)
    customer = _customer_of(data)
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise Invalid(idempotency_key=N_("This is too long: at most %(max)d characters.", max=LONGEST_KEY))
    try:
        interaction, created = actions.log(
            customer.id,
            values,
            by=_user(),
            request_key=_request_key(key) if key else None,
            external_id=data.get("external_id") or None,
        )
    except Invalid as problem:
        raise forms.by_field(problem) from None
    return jsonify(_whole(queries.entry(interaction.id))), 201 if created else 200


@bp.get("/customers/<int:customer_id>/interactions")
def interactions(customer_id: int) -> ResponseReturnValue:
    """A customer's contacts, newest first; ``cursor`` is the ``next_cursor`` of the page before."""
    customers.get(customer_id)
    limit = _limit()
    query = queries.newest_first(queries.select()).where(Interaction.customer == customer_id).limit(limit + 1)
    if cursor := request.args.get("cursor"):
        query = query.where(queries.before(_cursor(cursor)))
    found = queries.entries(query)
    last = found[limit - 1] if len(found) > limit else None
    return jsonify(
        interactions=[_whole(entry) for entry in found[:limit]],
        next_cursor=f"{int(last.occurred_at.timestamp())}.{last.id}" if last else None,
    )


@bp.get("/lookup")
def lookup() -> ResponseReturnValue:
    """Whose phone number this is."""
    return jsonify(matches=[_match(match) for match in lookups.lookup(request.args.get("phone", ""))])


def _user() -> User:
    return g.api_user


def _reader() -> searching.Reader:
    user = _user()
    return searching.Reader(user, user.locale or locale(), zone_or_companys(user.timezone))


def _sent() -> Any:
    """The body's JSON, or None where it is none."""
    try:
        return request.get_json(silent=True)
    except RecursionError:  # a thousand brackets deep
        return None


def _limit() -> int:
    asked = request.args.get("limit", "20")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9 and 1 <= int(asked) <= MOST):
        raise Invalid(limit=N_("The limit is a whole number from 1 to %(most)d.", most=MOST))
    return int(asked)


def _cursor(text: str) -> tuple[int, int]:
    found = CURSOR.fullmatch(text)
    if not found:
        raise Invalid(cursor=N_("This cursor is not one that was given out here."))
    return int(found[1]), int(found[2])


def _request_key(key: str) -> str:
    """One key per colleague and key of theirs; hashed, because theirs may be long."""
    return "api:" + hashlib.sha256(f"{_user().id}:{key}".encode()).hexdigest()


def _customer_of(data: dict[str, Any]) -> Customer:
    require(_user(), Role.STAFF)
    if data.get("customer_id"):
        found = Customer.get_or_none(Customer.id == data["customer_id"])
        wrong = {"customer_id": N_("There is no customer with this id.")}
    elif data.get("customer_number"):
        found = customers.by_number(data["customer_number"])
        wrong = {"customer_number": N_("There is no customer with this number.")}
    else:
        found, wrong = None, {"customer_id": N_("Give a customer_id or a customer_number.")}
    if found is None:
        raise Invalid(**wrong)
    if found.number != (data.get("customer_number") or found.number).strip():
        raise Invalid(customer_number=N_("This number is not that of the customer with this id."))
    return found


def _customer(party: Any) -> dict[str, Any]:
    return {"id": party.id, "number": party.number, "name": party.name, "city": party.city}


def _person(party: Any) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "role": party.role,
        "customer_id": party.customer_id,
        "customer_name": party.customer_name,
    }


def _hit(hit: searching.Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "external_id": hit.external_id,
        "customer_id": hit.customer_id,
        "occurred_at": iso(hit.occurred_at),
        "subject": hit.subject,
        "snippet": str(hit.snippet or (escape(hit.body[:SNIPPET]) if hit.subject else hit.title_html)),
    }


def _whole(entry: queries.Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "external_id": entry.external_id,
        "customer_id": entry.customer_id,
        "customer_name": entry.customer_name,
        "channel": entry.channel,
        **_own_channel(entry.channel),
        "direction": entry.direction,
        "reached": entry.reached,
        "occurred_at": iso(entry.occurred_at),
        "subject": entry.subject,
        "body": entry.body,
        "author": entry.author_name,
        "department": entry.department.name if entry.department else None,
        "people": [{"id": person.id, "name": person.name} for person in entry.people],
        "comment_count": entry.comment_count,
        "pinned": entry.pinned,
        "created_at": iso(entry.created_at),
        "updated_at": iso(entry.updated_at),
        "url": url_for("interactions.show", interaction_id=entry.id),
    }


def _own_channel(key: str) -> dict[str, str]:
    """What the company calls a channel that only it has: nobody else could know."""
    own = None if key in channels.OURS else own_channels().get(key)
    return {"channel_name": own.name} if own else {}


def _match(match: Any) -> dict[str, Any]:
    found = {"customer": {"id": match.customer_id, "number": match.customer_number, "name": match.customer_name}}
    if match.person_id:
        found["person"] = {"id": match.person_id, "name": match.person_name}
    return found

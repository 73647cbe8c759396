"""Two photos with a visit of the first story, so that a newcomer sees what files look like."""

import tempfile
from pathlib import Path

from crm.attachments import kinds, limited, previews, store
from crm.attachments.models import Attachment
from crm.customers.models import Customer
from crm.db import transaction
from crm.interactions.models import Interaction

CUSTOMER, SUBJECT = "10482", "Asafdichting vervangen, noodoplossing"


def add() -> None:
    """Hang them on the visit, if it is there and they can be drawn: the company is complete without them."""
    visit = Interaction.select().join(Customer)
    visit = visit.where((Customer.number == CUSTOMER) & (Interaction.subject == SUBJECT)).get_or_none()
    if visit is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        if limited.run("crm.demo.scene", [folder], seconds=10, megabytes=512) is None:
            return
        for photo in sorted(Path(folder).iterdir(), reverse=True):
            _add(photo, visit)


def _add(photo: Path, visit: Interaction) -> None:
    with photo.open("rb") as stream:
        kept = store.keep(stream)
    media_type = kinds.media_type(kept.head, photo.name)
    drawn = previews.make(kept.key, media_type)
    with transaction():
        Attachment.create(
            interaction=visit,
            key=kept.key,
            name=photo.name,
            media_type=media_type,
            size=kept.size,
            sha256=kept.sha256,
            preview=drawn,
            uploaded_by=visit.author_id,
            created_at=visit.created_at,
        )

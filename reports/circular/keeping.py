"""What the office has set for its circulars: the words beside the content, and a template of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from data.store import Store
from data.store_engine import StoreError, change
from data.store_settings import set_setting
from data.store_submissions import keep_original
from reports.circular.placeholders import UnfitTemplateError
from reports.circular.template import check_template
from reports.circular.wording import Wording
from reports.material import Material

WORDING_SETTING, TEMPLATE_SETTING = "circular_wording", "circular_template"


@dataclass(frozen=True)
class OwnTemplate:
    """The office's own template: what its file was called, and its bytes."""

    name: str
    content: bytes


class CircularDesk:
    """Words and template of a store's circulars. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def wording(self, material: Material) -> Wording:
        """The words as last kept, title and date those of the round."""
        return Wording.from_saved(self.store.setting(WORDING_SETTING), material)

    def keep_wording(self, wording: Wording, material: Material, by: str = "", at: datetime | None = None) -> None:
        """Remember the words."""
        words = wording.cleaned()
        if not words.title or not words.issuer:
            raise StoreError("请填写通报标题和发文单位。")
        self.store.set_setting(WORDING_SETTING, words.to_saved(material), by, at)

    def template(self) -> OwnTemplate | None:
        """The office's own template; None as long as the usual one is used."""
        kept = self.store.setting(TEMPLATE_SETTING)
        if not isinstance(kept, dict):
            return None
        return OwnTemplate(str(kept["name"]), self.store.original(str(kept["sha256"])))

    def keep_template(self, name: str, content: bytes, by: str = "", at: datetime | None = None) -> None:
        """Use this template from now on; the one before stays in the store."""
        try:
            check_template(content)
        except UnfitTemplateError as error:
            raise StoreError(str(error)) from error
        fingerprint = sha256(content).hexdigest()
        with change(self.store.engine, "circular_template", by, at) as one:
            keep_original(one.connection, fingerprint, content)
            set_setting(one, TEMPLATE_SETTING, {"name": name, "sha256": fingerprint})

    def drop_template(self, by: str = "", at: datetime | None = None) -> None:
        """Go back to the usual template."""
        self.store.set_setting(TEMPLATE_SETTING, None, by, at)

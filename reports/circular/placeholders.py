"""The placeholders of a circular's template, and the little that a template may say besides.

A template may name placeholders and ask whether one is filled; it can call nothing, loop over nothing and reckon
nothing, so an uploaded one can do no harm. Values are written as text: what they look like is never looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Template, nodes
from jinja2.sandbox import SandboxedEnvironment

TITLE, ISSUER, NUMBER, ADDRESSEE, SIGNER, DAY = "标题", "发文单位", "文号", "主送", "落款单位", "成文日期"
COUNTY, ROUND, FINGERPRINT, RED_HEAD = "县", "轮次", "指纹", "红头"
BODY, LIST, ATTACHMENTS = "正文", "附件说明", "附件"

BLOCKS = (BODY, LIST, ATTACHMENTS)
"""Placeholders that stand for paragraphs and tables; each has a paragraph to itself."""
REQUIRED = (TITLE, BODY, ATTACHMENTS)
MEANINGS: Mapping[str, str] = {
    TITLE: "通报标题", ISSUER: "发文单位", NUMBER: "发文字号", ADDRESSEE: "主送单位", SIGNER: "落款单位",
    DAY: "成文日期", COUNTY: "县名", ROUND: "轮次名称", FINGERPRINT: "数据指纹",
    RED_HEAD: "是否套红头，只用在“{%p if 红头 %}”里", BODY: "正文四个部分", LIST: "正文后的附件目录",
    ATTACHMENTS: "各附件的表格",
}  # fmt: skip
"""Placeholder → what is written in its place."""

MARK = "\ue000"
"""Stands at both ends of a block's name until the block is put in its place."""

_ALLOWED = (nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not)


class UnfitTemplateError(Exception):
    """The template cannot be used; its text says why, for the screen."""


class Placeholders(SandboxedEnvironment):
    """Reads templates that hold placeholders and nothing else. ``seen`` are the names that have been read."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.seen: set[str] = set()

    def from_string(self, source: Any, *args: Any, **named: Any) -> Template:
        """The template in a text; UnfitTemplateError when it holds anything but placeholders."""
        for node in self.parse(source).find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                raise UnfitTemplateError("模板里只能写占位符和“{%p if 红头 %}……{%p endif %}”，不能写别的指令。")
            if isinstance(node, nodes.Name):
                self.seen.add(node.name)
        return super().from_string(source, *args, **named)


def block_mark(name: str) -> str:
    """What stands in the place of a block until it is written."""
    return f"{MARK}{name}{MARK}"

"""Reading a scheme: YAML in, a proved :class:`~scoring.scheme.Scheme` out, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scoring.block_file import Blocks
from scoring.item_file import ItemReader
from scoring.located import Fault, Located, SchemeError, Spoken, place, read_located
from scoring.scalars import count_in, flag_in, texts_in, whole_in
from scoring.scheme import Category, Grade, Indicator, Innovation, Scheme, Shares, SubItem, Veto
from scoring.scheme_proof import CONDITIONS, counts, scheme_wrongs

SCHEMES = Path(__file__).resolve().parent.parent / "schemes"
TIE_KEYS: tuple[str, ...] = ("rigid", "open_problems")
NO_VETO = "无"

_HEAD = ("scheme", "version", "name", "categories", "grades", "veto", "components", "themes", "declares")
_HEAD_MORE = ("basis", "town_scale", "ranking", "near", "duty", "innovation")
_VETOES = ("cap", "down", "bar")


def scheme_path(code_or_path: str | Path) -> Path:
    """The file or folder of a scheme given by its code (under ``schemes/``) or by its path."""
    given = Path(code_or_path)
    home = SCHEMES / str(code_or_path)
    return given if given.exists() or not home.exists() else home


def load_scheme(code_or_path: str | Path) -> Scheme:
    """The scheme of that code or path. SchemeError lists every fault when there is any."""
    path = scheme_path(code_or_path)
    head = path / "scheme.yaml" if path.is_dir() else path
    if not head.is_file():
        raise SchemeError(
            [Fault(str(code_or_path), 0, "", "找不到考核方案", "请给出 schemes 下的方案代号，或方案文件的路径")]
        )
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [head]
    return parse_scheme({one.name: _text_of(one) for one in files}, head.name)


def _text_of(file: Path) -> str:
    """The file's text; SchemeError when it is none."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = "无法读取，或不是 UTF-8 编码的文本"
        raise SchemeError([Fault(file.name, 0, "", what, "请另存为 UTF-8 编码后重试")]) from error


def parse_scheme(texts: Mapping[str, str], head: str = "scheme.yaml") -> Scheme:
    """The scheme in ``texts`` (file name → text). SchemeError lists every fault when there is any."""
    blocks = Blocks()
    scheme = _SchemeReader(blocks, texts).read(head)
    if blocks.faults or scheme is None:
        raise SchemeError(list(dict.fromkeys(blocks.faults)))
    return scheme


def parse_blocks(head: Located, file: str, spoken: Spoken = str, found: Iterable[Fault] = ()) -> Scheme:
    """The scheme in blocks that do not come from YAML, with its categories in the head itself.

    ``spoken`` says what a key is called in ``file``; ``found`` are faults known already: where one of them stands,
    nothing else is said. SchemeError lists them all.
    """
    blocks, known = Blocks(spoken), list(found)
    with blocks.inside(file=file):
        scheme = _SchemeReader(blocks, {}).scheme(head)
    blamed = {(one.sheet, one.cell) for one in known if one.cell}
    more = [one for one in blocks.faults if (one.sheet, one.cell) not in blamed]
    faults = list(dict.fromkeys([*known, *more]))
    if faults:
        raise SchemeError(faults)
    return scheme


class _SchemeReader:
    """Walks the documents once; what is broken is left out and reported."""

    def __init__(self, blocks: Blocks, texts: Mapping[str, str]) -> None:
        self.blocks, self.report, self.texts = blocks, blocks.report, texts
        self.items = ItemReader(blocks)
        self.codes: dict[tuple[str, ...], int] = {}

    def read(self, head: str) -> Scheme | None:
        """The scheme whose head is the file of that name; None, with a fault, when there is none in it."""
        with self.blocks.inside(file=head):
            block = read_located(Path(head), self.texts[head], self.report)
            if not isinstance(block, Located):
                if not self.blocks.faults:
                    self.report(0, "方案文件是空的或不是「键： 值」的形式", "请按 docs/scheme-format.md 编写")
                return None
            return self.scheme(block)

    def scheme(self, block: Located) -> Scheme:
        """The scheme whose head the block is."""
        self.blocks.keys(block, _HEAD, _HEAD_MORE, "方案")
        categories = self._categories(block)
        components = tuple(self.items.component(row) for row in self.blocks.mappings(block, "components"))
        scheme = self._scheme(block, categories, components)
        self._proved(block, scheme)
        return scheme

    def _proved(self, block: Located, scheme: Scheme) -> None:
        for (key, *below), message, remedy in scheme_wrongs(scheme, self.blocks.spoken):
            lines = getattr(block.get(key), "lines", {}) if below else {}
            self.report(lines.get(below[0], place(block, key)) if below else place(block, key), message, remedy)

    # --- the head -------------------------------------------------------------------------------------------------

    def _scheme(self, block: Located, categories: tuple[Category, ...], components: tuple[Indicator, ...]) -> Scheme:
        blocks = self.blocks
        near, declares = blocks.inner(block, "near", "share"), blocks.inner(block, "declares")
        return Scheme(
            code=blocks.text(block, "scheme"),
            version=blocks.text(block, "version"),
            name=blocks.text(block, "name"),
            basis=blocks.text(block, "basis"),
            categories=categories,
            components=components,
            grades=tuple(self._grade(row) for row in blocks.mappings(block, "grades")),
            veto=self._veto(block),
            themes=blocks.texts(block, "themes"),
            tie_break=self._tie_break(blocks.inner(block, "ranking", "tie_break")),
            town_scale=blocks.number(block, "town_scale", 100.0),
            near_share=blocks.number(near, "share", 0.01),
            shares=self._shares(block),
            innovation=self._innovation(block),
            declares={key: blocks.number(declares, key) for key, value in declares.items() if value is not None},
        )

    def _tie_break(self, ranking: Located) -> tuple[str, ...]:
        keys = self.blocks.one(ranking, "tie_break", texts_in, TIE_KEYS)
        for key in dict.fromkeys(keys):
            if key not in TIE_KEYS:
                self.report(place(ranking, "tie_break"), f"没有并列比较办法「{key}」", f"可用：{'、'.join(TIE_KEYS)}")
        return tuple(key for key in keys if key in TIE_KEYS)

    def _shares(self, block: Located) -> Shares | None:
        if block.get("duty") is None:
            return None
        row, blocks = self._whole(block, "duty", "lead", "support"), self.blocks
        lead, support = (blocks.one(row, key, whole_in, 0) for key in ("lead", "support"))
        if lead + support > 0:
            return Shares(lead, support)
        self.report(place(block, "duty"), "牵头和配合的分担比例不能都是 0", "如牵头 70、配合 30")
        return None

    def _whole(self, block: Located, key: str, *keys: str) -> Located:
        """The block under that key, in which all of ``keys`` have to stand."""
        row = self.blocks.inner(block, key, *keys)
        self.blocks.keys(row, keys, tuple(row), self.blocks.spoken(key))
        return row

    def _innovation(self, block: Located) -> Innovation | None:
        if block.get("innovation") is None:
            return None
        row = self._whole(block, "innovation", "component", "levels")
        levels = self.blocks.inner(row, "levels")
        points = tuple((str(name), self.blocks.number(levels, name)) for name in levels if levels[name] is not None)
        return Innovation(self.blocks.text(row, "component"), points)

    def _grade(self, row: Located) -> Grade:
        blocks = self.blocks
        blocks.keys(row, ("name",), CONDITIONS, "等次")
        lowest = blocks.number(row, "at_least", float("-inf"))
        return Grade(blocks.text(row, "name"), lowest, blocks.one(row, "first", count_in, 0), blocks.texts(row, "full"))

    def _veto(self, block: Located) -> Veto:
        row, blocks = block.get("veto"), self.blocks
        if row is None or row == NO_VETO:
            return Veto()
        if not isinstance(row, Located):
            self.report(place(block, "veto"), f"「{blocks.spoken('veto')}」应写成「键： 值」", f"不设否决写“{NO_VETO}”")
            return Veto()
        blocks.keys(row, (), _VETOES, "否决")
        if sum(row.get(key) is not None for key in _VETOES) != 1 or row.get("bar") is False:
            self.report(row.line, "否决应恰好写 cap、down 或 bar 之一", "cap：最高等次；down：降几等；bar：不定等次")
        down, bar = blocks.one(row, "down", count_in, 0), blocks.one(row, "bar", flag_in, False)
        return Veto(blocks.text(row, "cap"), down, bar)

    # --- categories -----------------------------------------------------------------------------------------------

    def _categories(self, block: Located) -> tuple[Category, ...]:
        rows = block.get("categories") or []
        found = [self._listed(row, block) for row in (rows if isinstance(rows, list) else [rows])]
        return tuple(one for one in found if one)

    def _listed(self, row: Any, block: Located) -> Category | None:
        """A category as it stands in the list: the name of its file, or the block itself."""
        if isinstance(row, str):
            return self._category_file(row, place(block, "categories"))
        if isinstance(row, Located):
            return self._category(row)
        self.report(place(block, "categories"), f"「{row}」不是大项", "请写文件名，或直接写出大项的内容")
        return None

    def _category_file(self, name: str, line: int) -> Category | None:
        if name not in self.texts:
            self.report(line, f"找不到大项文件「{name}」", "请把该文件放在 scheme.yaml 旁边，或从 categories 中去掉")
            return None
        with self.blocks.inside(file=name):
            known = len(self.blocks.faults)
            block = read_located(Path(name), self.texts[name], self.report)
            if not isinstance(block, Located) and len(self.blocks.faults) == known:
                self.report(0, "大项文件是空的或不是「键： 值」的形式", "请写 code、name 和 sub_items")
            return self._category(block) if isinstance(block, Located) else None

    def _category(self, block: Located) -> Category:
        self.blocks.keys(block, ("code", "name", "sub_items"), (), "大项")
        code, name = self._code(block, "大项"), self.blocks.text(block, "name")
        subs = tuple(self._sub_item(row, code, name) for row in self.blocks.mappings(block, "sub_items"))
        return Category(code, name, subs)

    def _sub_item(self, block: Located, category: str, category_name: str) -> SubItem:
        self.blocks.keys(block, ("code", "name", "indicators"), (), "小项")
        code, name = self._code(block, "小项", category), self.blocks.text(block, "name")
        where = {"category": category, "category_name": category_name, "sub_item": code, "sub_item_name": name}
        items = tuple(self.items.indicator(row, where) for row in self.blocks.mappings(block, "indicators"))
        return SubItem(code, name, items)

    def _code(self, block: Located, level: str, *above: str) -> str:
        """The code of a 大项 or 小项: points are summed by it, so it stands only once."""
        code = self.blocks.text(block, "code")
        known = self.codes.setdefault((level, *above, code), block.line)
        if code and known != block.line:
            self.report(
                place(block, "code"), f"{level}编码 {code} 重复（第 {known} 行已有）", f"每个{level}的编码必须唯一"
            )
        return code


__all__ = ["SCHEMES", "counts", "load_scheme", "parse_blocks", "parse_scheme", "scheme_path"]

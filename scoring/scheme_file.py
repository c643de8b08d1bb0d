"""Reading a scheme: YAML in, a proved :class:`~scoring.scheme.Scheme` out, or every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from scoring.case_file import BOUNDS, CASE_KEYS, CaseReader
from scoring.expression import Condition, Expression, ExpressionError
from scoring.item_proof import lid_wrongs, sampling_wrongs
from scoring.located import Fault, Located, SchemeError, Spoken, read_located
from scoring.rule_file import RuleReader
from scoring.rules import Rule
from scoring.scheme import Case, Category, Grade, Indicator, Input, Scheme, SubItem, Veto

SCHEMES = Path(__file__).resolve().parent.parent / "schemes"
WHOLE_UNITS = frozenset("户座处村人次项个宗起家件例条份名镇县位类所") | {"人次", "户次"}

_HEAD = ("scheme", "version", "name", "categories", "grades", "veto", "components", "themes", "declares")
_HEAD_MORE = ("basis", "town_scale", "ranking", "near")
_INDICATOR = ("code", "name", "points", "lead", "inputs", "rule")
_INDICATOR_MORE = (
    "rigid", "scope", "clause", "basis", "support", "evidence", "words", "county_rule", "cases", "veto_if",
)  # fmt: skip
_INPUT_MORE = ("unit", "roll_up", "scope", "sampled", "at_most", "range", "whole", "target", "last_year", "hint")
_CONDITIONS = ("at_least", "first", "full")
TIE_KEYS = ("rigid", "open_problems")
MAX_NUMBER = 1e12
"""No number in a scheme is as large as this."""

Value = TypeVar("Value")


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
    reader = _SchemeReader(texts)
    scheme = reader.read(head)
    if reader.faults or scheme is None:
        raise SchemeError(reader.faults)
    return scheme


def parse_blocks(head: Located, file: str, spoken: Spoken = str, found: Iterable[Fault] = ()) -> Scheme:
    """The scheme in blocks that do not come from YAML, with its categories in the head itself.

    ``spoken`` says what a key is called in ``file``; ``found`` are faults known already. SchemeError lists them all.
    """
    reader = _SchemeReader({}, spoken)
    with reader.inside(file=file):
        scheme = reader.scheme(head)
    faults = list(dict.fromkeys([*found, *reader.faults]))
    if faults:
        raise SchemeError(faults)
    return scheme


class _SchemeReader:
    """Walks the documents once, collecting faults as it goes; what is broken is left out and reported."""

    def __init__(self, texts: Mapping[str, str], spoken: Spoken = str) -> None:
        self.texts, self.spoken, self.faults = texts, spoken, list[Fault]()
        self.file, self.indicator = "", ""
        self.codes: dict[str, int] = {}

    # --- reporting ------------------------------------------------------------------------------------------------

    def report(self, line: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, line, self.indicator, message, remedy))

    @contextmanager
    def inside(self, file: str = "", indicator: str = ""):  # type: ignore[no-untyped-def]
        before = self.file, self.indicator
        self.file, self.indicator = file or self.file, indicator or self.indicator
        yield
        self.file, self.indicator = before

    def _keys(self, block: Located, wanted: tuple[str, ...], more: tuple[str, ...], what: str) -> None:
        for key in wanted:
            if block.get(key) is None:
                line = block.lines.get(key, block.line)
                self.report(line, f"{what}缺少「{self.spoken(key)}」", f"请补上 {self.spoken(key)}")
        for key in block:
            if key not in wanted and key not in more:
                self.report(
                    block.lines[key], f"{what}中没有「{key}」这个键", f"可用的键：{'、'.join((*wanted, *more))}"
                )

    def _mappings(self, block: Located, key: str) -> list[Located]:
        rows = block.get(key) or []
        good = [row for row in rows if isinstance(row, Located)] if isinstance(rows, list) else []
        if not isinstance(rows, list) or len(good) != len(rows):
            self.report(
                block.lines.get(key, block.line), f"「{key}」应为若干条目", "每个条目以「- 」开头，写成「键： 值」"
            )
        return good

    def _inner(self, block: Located, key: str) -> Mapping[str, Any]:
        """The mapping under that key; an empty one when there is none."""
        inner = block.get(key)
        if inner is not None and not isinstance(inner, Mapping):
            self.report(block.lines.get(key, block.line), f"「{self.spoken(key)}」应写成「键： 值」", "请核对缩进")
        return inner if isinstance(inner, Mapping) else {}

    def _one(
        self, block: Mapping[str, Any], key: str, convert: Callable[[Any], Value], default: Value, what: str
    ) -> Value:
        if block.get(key) is None:
            return default
        try:
            return convert(block[key])
        except (ExpressionError, ValueError, TypeError) as error:
            why = str(error) if isinstance(error, ExpressionError) else f"「{block[key]}」不是{what}"
            line = block.lines.get(key, block.line) if isinstance(block, Located) else 0
            self.report(line, f"{self.spoken(key)}：{why}", f"请改为{what}")
            return default

    def number(self, block: Mapping[str, Any], key: str, default: float = 0.0) -> float:
        return self._one(block, key, _number, default, "数字")

    def text(self, block: Mapping[str, Any], key: str, default: str = "") -> str:
        return self._one(block, key, lambda given: str(given).strip(), default, "文字")

    # --- the head -------------------------------------------------------------------------------------------------

    def read(self, head: str) -> Scheme | None:
        with self.inside(file=head):
            block = read_located(Path(head), self.texts[head], self.report)
            if not isinstance(block, Located):
                if not self.faults:
                    self.report(0, "方案文件是空的或不是「键： 值」的形式", "请按 docs/scheme-format.md 编写")
                return None
            return self.scheme(block)

    def scheme(self, block: Located) -> Scheme:
        """The scheme whose head the block is."""
        self._keys(block, _HEAD, _HEAD_MORE, "方案")
        categories = self._categories(block)
        components = tuple(self._component(row) for row in self._mappings(block, "components"))
        return self._proved(block, self._scheme(block, categories, components))

    def _scheme(self, block: Located, categories: tuple[Category, ...], components: tuple[Indicator, ...]) -> Scheme:
        ranking, near, declares = (self._inner(block, key) for key in ("ranking", "near", "declares"))
        grades = tuple(self._grade(row) for row in self._mappings(block, "grades"))
        return Scheme(
            code=self.text(block, "scheme"),
            version=self.text(block, "version"),
            name=self.text(block, "name"),
            basis=self.text(block, "basis"),
            categories=categories,
            components=components,
            grades=grades,
            veto=self._veto(block),
            themes=_texts(block.get("themes")),
            tie_break=self._tie_break(block, ranking),
            town_scale=self.number(block, "town_scale", 100.0),
            near_share=self.number(near, "share", 0.01),
            declares={key: self.number(declares, key) for key, value in declares.items() if value is not None},
        )

    def _tie_break(self, block: Located, ranking: Mapping[str, Any]) -> tuple[str, ...]:
        keys = _texts(ranking.get("tie_break", list(TIE_KEYS)))
        for key in set(keys) - set(TIE_KEYS):
            self.report(block.lines["ranking"], f"没有并列比较办法「{key}」", f"可用：{'、'.join(TIE_KEYS)}")
        return tuple(key for key in keys if key in TIE_KEYS)

    def _grade(self, row: Located) -> Grade:
        self._keys(row, ("name",), _CONDITIONS, "等次")
        lowest = self.number(row, "at_least", float("-inf"))
        return Grade(self.text(row, "name"), lowest, int(self.number(row, "first")), _texts(row.get("full")))

    def _veto(self, block: Located) -> Veto:
        row = block.get("veto")
        if not isinstance(row, Located):
            return Veto()
        self._keys(row, (), ("cap", "down", "bar"), "否决")
        if sum(row.get(key) is not None for key in ("cap", "down", "bar")) != 1:
            self.report(row.line, "否决应恰好写 cap、down 或 bar 之一", "cap：最高等次；down：降几等；bar：不定等次")
        return Veto(self.text(row, "cap"), int(self.number(row, "down")), row.get("bar") is True)

    def _categories(self, block: Located) -> tuple[Category, ...]:
        found = []
        rows = block.get("categories") or []
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, str):
                found.append(self._category_file(row, block.lines["categories"]))
            elif isinstance(row, Located):
                found.append(self._category(row))
            else:
                self.report(block.lines["categories"], f"「{row}」不是大项", "请写文件名，或直接写出大项的内容")
        return tuple(one for one in found if one)

    def _category_file(self, name: str, line: int) -> Category | None:
        if name not in self.texts:
            self.report(line, f"找不到大项文件「{name}」", "请把该文件放在 scheme.yaml 旁边，或从 categories 中去掉")
            return None
        with self.inside(file=name):
            known = len(self.faults)
            block = read_located(Path(name), self.texts[name], self.report)
            if not isinstance(block, Located) and len(self.faults) == known:
                self.report(0, "大项文件是空的或不是「键： 值」的形式", "请写 code、name 和 sub_items")
            return self._category(block) if isinstance(block, Located) else None

    def _category(self, block: Located) -> Category:
        self._keys(block, ("code", "name", "sub_items"), (), "大项")
        code, name = self.text(block, "code"), self.text(block, "name")
        subs = tuple(self._sub_item(row, code, name) for row in self._mappings(block, "sub_items"))
        return Category(code, name, subs)

    def _sub_item(self, block: Located, category: str, category_name: str) -> SubItem:
        self._keys(block, ("code", "name", "indicators"), (), "小项")
        code, name = self.text(block, "code"), self.text(block, "name")
        place = {"category": category, "category_name": category_name, "sub_item": code, "sub_item_name": name}
        items = tuple(self._indicator(row, place) for row in self._mappings(block, "indicators"))
        return SubItem(code, name, items)

    # --- an indicator ---------------------------------------------------------------------------------------------

    def _component(self, row: Located) -> Indicator:
        row.setdefault("scope", "county")
        place = {"category": "", "category_name": "附加项", "sub_item": "", "sub_item_name": ""}
        return self._indicator(row, place, component=True)

    def _indicator(self, block: Located, place: Mapping[str, str], component: bool = False) -> Indicator:
        code = self.text(block, "code", "?")
        with self.inside(indicator=code):
            self._keys(block, _INDICATOR, _INDICATOR_MORE, "指标")
            if code in self.codes:
                self.report(
                    block.line, f"指标编码 {code} 重复（第 {self.codes[code]} 行已有）", "每个指标的编码必须唯一"
                )
            self.codes[code] = block.line
            return self._indicator_body(block, place, component, code)

    def _indicator_body(self, block: Located, place: Mapping[str, str], component: bool, code: str) -> Indicator:
        points, scope = self.number(block, "points"), self.text(block, "scope", "town")
        if scope not in ("town", "county"):
            self.report(block.lines.get("scope", block.line), f"scope「{scope}」无效", "请写 town 或 county")
        inputs = self._inputs(block, scope)
        rules = RuleReader(self.report, {one.id: one for one in inputs}, scope, self.spoken)
        rule = rules.rule(block.get("rule"), block.lines.get("rule", block.line), points)
        county_rule = block.get("county_rule") and rules.rule(block["county_rule"], block.lines["county_rule"], points)
        veto_if = rules.condition(block["veto_if"], block.lines["veto_if"]) if block.get("veto_if") else None
        read = Indicator(
            veto_if=veto_if, code=code,
            name=self.text(block, "name"), points=points, scope="county" if scope == "county" else "town",
            inputs=self._asking(inputs, rule, county_rule or None), rule=rule, county_rule=county_rule or None,
            rigid=self.text(block, "rigid") or None, clause=self.text(block, "clause"), basis=self.text(block, "basis"),
            words=self.text(block, "words"), lead=self.text(block, "lead"), support=_texts(block.get("support")),
            evidence=_texts(block.get("evidence")),
            cases=self._cases(block, inputs),
            component=component, file=self.file, line=block.line, **place,
        )  # fmt: skip
        for message, remedy in sampling_wrongs(read):
            self.report(block.lines.get("rule", block.line), message, remedy)
        return read

    def _asking(self, inputs: tuple[Input, ...], *rules: Rule | None) -> tuple[Input, ...]:
        """The inputs, marked where a rule needs their target or last year's figure."""
        used = {
            name for rule in rules if rule for node in rule.walk() for one in node.expressions() for name in one.names
        }
        return tuple(
            Input(**{**vars(one), "asks_target": one.asks_target or f"target.{one.id}" in used,
                     "asks_last_year": one.asks_last_year or f"last_year.{one.id}" in used})
            for one in inputs
        )  # fmt: skip

    def _inputs(self, block: Located, scope: str) -> tuple[Input, ...]:
        rows = self._mappings(block, "inputs")
        ids = [self.text(row, "id") for row in rows]
        for row, one in zip(rows, ids, strict=True):
            if ids.count(one) > 1:
                self.report(row.line, f"填报项 {one} 重复", "同一指标内填报项的 id 必须唯一")
        inputs = tuple(self._input(row, scope) for row in rows)
        for row, asked in zip(rows, inputs, strict=True):
            for message, remedy in lid_wrongs(inputs, asked):
                self.report(row.lines["at_most"], message, remedy)
        return inputs

    def _input(self, row: Located, scope: str) -> Input:
        self._keys(row, ("id", "name"), _INPUT_MORE, "填报项")
        roll_up, unit = self.text(row, "roll_up", "sum"), self.text(row, "unit")
        if roll_up not in ("sum", "mean", "max", "min"):
            self.report(
                row.lines["roll_up"],
                f"汇总方式「{roll_up}」无效",
                "请写 sum、mean、max 或 min；比率请拆成分子、分母两项",
            )
            roll_up = "sum"
        low, high = self._one(row, "range", _range, (0.0, float("inf")), "[下限， 上限]，上限可为 null")
        at_most = self._one(row, "at_most", lambda given: Expression.parse(given), None, "填报项的算式")
        return Input(
            id=self.text(row, "id"), name=self.text(row, "name"), unit=unit, roll_up=roll_up,  # type: ignore[arg-type]
            scope="county" if self.text(row, "scope", scope) == "county" else "town", sampled=bool(row.get("sampled")),
            at_most=at_most, low=low, high=1.0 if unit == "是否" else high,
            whole=bool(row.get("whole", unit in WHOLE_UNITS)),
            asks_target=bool(row.get("target")), asks_last_year=bool(row.get("last_year")), hint=self.text(row, "hint"),
        )  # fmt: skip

    def _cases(self, block: Located, inputs: tuple[Input, ...]) -> tuple[Case, ...]:
        read = CaseReader(self.report, [one.id for one in inputs])
        rows = self._mappings(block, "cases")
        for row in rows:
            self._keys(row, (), CASE_KEYS, "算例")
        bounds = [{key: self._one(row, key, _number, None, "数字") for key in BOUNDS} for row in rows]
        return tuple(read.case(row, bound) for row, bound in zip(rows, bounds, strict=True))

    # --- the proof ------------------------------------------------------------------------------------------------

    def _proved(self, block: Located, scheme: Scheme) -> Scheme:
        """What the head declares must be what the items add up to."""
        counted = counts(scheme)
        lines_of = getattr(block.get("declares"), "lines", {})
        if not scheme.indicators:
            self.report(block.lines.get("categories", 0), "方案没有指标", "请至少写一个大项、小项和指标")
        for key, declared in scheme.declares.items():
            line = lines_of.get(key, block.lines.get("declares", 0))
            if key not in counted:
                self.report(line, f"declares 中没有「{key}」", f"可用：{'、'.join(counted)}")
            elif abs(counted[key] - declared) > 1e-9:
                self.report(
                    line, f"{_COUNTED[key]}声明为 {declared:g}，实际为 {counted[key]:g}", "请核对各指标的分值与数量"
                )
        if scheme.veto.cap and scheme.veto.cap not in [grade.name for grade in scheme.grades]:
            line = block.lines.get("veto", 0)
            self.report(line, f"否决后的等次「{scheme.veto.cap}」不在等次表中", "请写等次表中的一个等次")
        self._grades_fit(block, scheme)
        lines = [grade.at_least for grade in scheme.grades if isfinite(grade.at_least)]
        if lines != sorted(lines, reverse=True):
            self.report(block.lines.get("grades", 0), "等次分数线没有从高到低排列", "请把最好的等次写在最前")
        return scheme

    def _grades_fit(self, block: Located, scheme: Scheme) -> None:
        """The last grade must be open to everybody; the items a grade names must exist."""
        line = block.lines.get("grades", 0)
        if not scheme.grades:
            self.report(line, "方案没有等次", "请至少写一个等次")
        if scheme.grades and scheme.grades[-1] != Grade(scheme.grades[-1].name):
            self.report(
                line,
                f"最后一个等次「{scheme.grades[-1].name}」不应设条件",
                f"请去掉 {'、'.join(map(self.spoken, _CONDITIONS))}",
            )
        for grade in scheme.grades:
            for code in grade.full:
                if code != "rigid" and code not in scheme:
                    self.report(
                        line, f"等次「{grade.name}」要求满分的指标 {code} 不存在", "请写方案中的指标编码，或 rigid"
                    )


_COUNTED = {
    "categories": "大项数", "sub_items": "小项数", "indicators": "指标数",
    "rigid": "刚性指标数", "rigid_points": "刚性分值", "quantitative": "定量总分", "total": "总分",
}  # fmt: skip


def counts(scheme: Scheme) -> dict[str, float]:
    """What can be declared of a scheme, as it is."""
    return {
        "categories": len(scheme.categories),
        "sub_items": sum(len(one.sub_items) for one in scheme.categories),
        "indicators": len(scheme.indicators),
        "rigid": len(scheme.rigid),
        "rigid_points": round(sum(one.points for one in scheme.rigid), 9),
        "quantitative": scheme.quantitative,
        "total": scheme.total,
    }


def _number(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) < MAX_NUMBER:
        raise ValueError(given)
    return float(given)


def _range(given: Any) -> tuple[float, float]:
    low, high = given
    bounds = float("-inf") if low is None else _number(low), float("inf") if high is None else _number(high)
    if bounds[0] > bounds[1]:
        raise ValueError(given)
    return bounds


def _texts(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    return tuple(str(one) for one in given) if isinstance(given, list) else (str(given),)


__all__ = ["Condition", "counts", "load_scheme", "parse_scheme", "scheme_path"]

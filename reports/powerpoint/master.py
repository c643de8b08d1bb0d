"""The empty presentation that slides are added to: our own master, layouts, theme and notes page, written as XML.

Fonts stand in the theme by name, for Latin and for East Asian signs; everything on a slide inherits them. Titles,
headlines, footers and page numbers are placeholders, so that outline view and screen readers know them.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from charts.style import AMBER, BLUE, BLUE_PALE, GREEN, HATCH, INK, MUTED, RED
from reports.powerpoint.paper import Box, Paper

FACE = "微软雅黑"
TITLE_SIZE, HEADLINE_SIZE, FOOTER_SIZE = 18, 28, 12
CONTENT_LAYOUT, COVER_LAYOUT = 0, 1
"""Their places among the layouts."""

HEADLINE, FOOTER, PAGE_NUMBER = 13, 11, 12
"""What their placeholders are numbered."""

EMU = 12_700
"""Units of a drawing in a point."""

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_BACKGROUND = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
_AS_MASTER = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


def page_number_field(text: str) -> str:
    """The page number as PowerPoint counts it; ``text`` stands there until it does."""
    return (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        f'<a:rPr lang="zh-CN" altLang="en-US"/><a:t>{text}</a:t></a:fld>'
    )


_NUMBER = page_number_field("‹#›")


def empty_presentation(paper: Paper) -> BytesIO:
    """A presentation without slides in that format, as a file that can be opened."""
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in _parts(paper).items():
            package.writestr(name, _HEAD + content)
    file.seek(0)
    return file


def _parts(paper: Paper) -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": _presentation(paper),
        "ppt/_rels/presentation.xml.rels": _relations(
            {
                "rId1": ("slideMaster", "slideMasters/slideMaster1.xml"),
                "rId2": ("notesMaster", "notesMasters/notesMaster1.xml"),
                "rId3": ("theme", "theme/theme1.xml"),
            }
        ),
        "ppt/slideMasters/slideMaster1.xml": _slide_master(paper),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            {
                "rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"),
                "rId2": ("slideLayout", "../slideLayouts/slideLayout2.xml"),
                "rId3": ("theme", "../theme/theme1.xml"),
            }
        ),
        "ppt/slideLayouts/slideLayout1.xml": _layout("内容", _content_layout(paper)),
        "ppt/slideLayouts/slideLayout2.xml": _layout("封面", _cover_layout(paper)),
        **{f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels": _of_master() for number in (1, 2)},
        "ppt/notesMasters/notesMaster1.xml": _notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations({"rId1": ("theme", "../theme/theme2.xml")}),
        "ppt/theme/theme1.xml": _theme(),
        "ppt/theme/theme2.xml": _theme(),
    }


def _of_master() -> str:
    return _relations({"rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")})


def _content_types() -> str:
    kinds = {
        "/ppt/presentation.xml": f"{_TYPE}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_TYPE}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{_TYPE}.slideLayout+xml",
        "/ppt/slideLayouts/slideLayout2.xml": f"{_TYPE}.slideLayout+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{_TYPE}.notesMaster+xml",
        "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/ppt/theme/theme2.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{plain}{listed}</Types>'


_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _presentation(paper: Paper) -> str:
    size = f'<p:sldSz cx="{round(paper.width * EMU)}" cy="{round(paper.height * EMU)}"/>'
    levels = "".join(f"<a:lvl{level}pPr{_LEVEL}>{_type(18)}</a:lvl{level}pPr>" for level in range(1, 10))
    return (
        f'<p:presentation {NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
        f'</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>{size}'
        '<p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle><a:defPPr><a:defRPr lang="zh-CN"/></a:defPPr>'
        f"{levels}</p:defaultTextStyle></p:presentation>"
    )


_LEVEL = ' marL="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"'


def _type(size: int, colour: str = "tx1", bold: bool = False, font: str = "mn") -> str:
    """The default type: theme fonts for Latin and for East Asian signs."""
    return (
        f'<a:defRPr lang="zh-CN" altLang="en-US" sz="{size * 100}" b="{int(bold)}" kern="1200">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/></a:defRPr>'
    )


def _slide_master(paper: Paper) -> str:
    shapes = (
        _placeholder(2, "标题", 'type="title"', paper.title, "单击此处编辑标题"),
        _placeholder(3, "正文", 'type="body" idx="1"', paper.below(120), "单击此处编辑文字", anchor="t"),
        _placeholder(4, "页脚", 'type="ftr" sz="quarter" idx="3"', paper.footer, "", _small("l")),
        _placeholder(5, "页码", 'type="sldNum" sz="quarter" idx="4"', paper.page_number, _NUMBER, _small("r")),
    )  # fmt: skip
    title = f"<a:lvl1pPr{_LEVEL}><a:buNone/>{_type(TITLE_SIZE, 'tx2', True, 'mj')}</a:lvl1pPr>"
    body = "".join(f"<a:lvl{at}pPr{_LEVEL}><a:buNone/>{_type(20)}</a:lvl{at}pPr>" for at in range(1, 10))
    other = f"<a:lvl1pPr{_LEVEL}>{_type(18)}</a:lvl1pPr>"
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>{_BACKGROUND}<p:spTree>{_TREE}{''.join(shapes)}</p:spTree></p:cSld>{_MAP}"
        '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/><p:sldLayoutId id="2147483650" r:id="rId2"/>'
        f"</p:sldLayoutIdLst><p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _small(align: str) -> str:
    return f'<a:lvl1pPr algn="{align}">{_type(FOOTER_SIZE, "folHlink")}</a:lvl1pPr>'


def _layout(name: str, shapes: str) -> str:
    return (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1"><p:cSld name="{name}"><p:spTree>{_TREE}{shapes}'
        f"</p:spTree></p:cSld>{_AS_MASTER}</p:sldLayout>"
    )


def _content_layout(paper: Paper) -> str:
    headline = f"<a:lvl1pPr{_LEVEL}><a:buNone/>{_type(HEADLINE_SIZE, 'tx1', True)}</a:lvl1pPr>"
    box = Box(paper.margin, 43, paper.width - 2 * paper.margin, 72)
    return (
        _placeholder(2, "标题", 'type="title"', paper.title, "单击此处编辑标题")
        + _placeholder(3, "要点", f'type="body" sz="quarter" idx="{HEADLINE}"', box, "一句话说明本页", headline, "t")
        + _bottom(paper)
    )


def _cover_layout(paper: Paper) -> str:
    title = f"<a:lvl1pPr{_LEVEL}><a:buNone/>{_type(44, 'tx2', True, 'mj')}</a:lvl1pPr>"
    below = f"<a:lvl1pPr{_LEVEL}><a:buNone/>{_type(24)}</a:lvl1pPr>"
    wide = paper.width - 2 * paper.margin
    return (
        _placeholder(2, "标题", 'type="ctrTitle"', Box(paper.margin, 110, wide, 150), "单击此处编辑标题", title, "b")
        + _placeholder(3, "副标题", 'type="subTitle" idx="1"', Box(paper.margin, 286, wide, 120), "县、轮次", below)
        + _bottom(paper)
    )  # fmt: skip


def _bottom(paper: Paper) -> str:
    return _placeholder(
        4, "页脚", f'type="ftr" sz="quarter" idx="{FOOTER}"', paper.footer, "", _small("l")
    ) + _placeholder(
        5, "页码", f'type="sldNum" sz="quarter" idx="{PAGE_NUMBER}"', paper.page_number, _NUMBER, _small("r")
    )


def _placeholder(number: int, name: str, kind: str, box: Box, prompt: str, style: str = "", anchor: str = "ctr") -> str:
    """A placeholder of a master or layout; ``prompt`` is its text, or a field."""
    place = f'<a:off x="{round(box.left * EMU)}" y="{round(box.top * EMU)}"/>'
    size = f'<a:ext cx="{round(box.width * EMU)}" cy="{round(box.height * EMU)}"/>'
    run = prompt if prompt.startswith("<") else f'<a:r><a:rPr lang="zh-CN" altLang="en-US"/><a:t>{prompt}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>{place}{size}</a:xfrm><a:prstGeom prst="rect">'
        f'<a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'rtlCol="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>'
        f'{run if prompt else ""}<a:endParaRPr lang="zh-CN" altLang="en-US"/></a:p></p:txBody></p:sp>'
    )


def _notes_master() -> str:
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" '
        'y="685800"/><a:ext cx="5486400" cy="3429000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</p:spPr></p:sp>"
    )
    notes = _placeholder(3, "备注", 'type="body" sz="quarter" idx="3"', Box(54, 340, 432, 324), "备注", anchor="t")
    levels = "".join(f"<a:lvl{level}pPr{_LEVEL}>{_type(12)}</a:lvl{level}pPr>" for level in range(1, 10))
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld>{_BACKGROUND}<p:spTree>{_TREE}{picture}{notes}</p:spTree></p:cSld>{_MAP}"
        f"<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def _theme() -> str:
    colours = {
        "dk1": INK, "lt1": "#ffffff", "dk2": BLUE, "lt2": "#f4f6f9", "accent1": BLUE, "accent2": BLUE_PALE,
        "accent3": GREEN, "accent4": AMBER, "accent5": RED, "accent6": HATCH, "hlink": BLUE, "folHlink": MUTED,
    }  # fmt: skip
    listed = "".join(
        f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>' for name, colour in colours.items()
    )
    fonts = f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="模拟考核"><a:themeElements>'
        f'<a:clrScheme name="模拟考核">{listed}</a:clrScheme><a:fontScheme name="模拟考核"><a:majorFont>{fonts}'
        f'</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="模拟考核"><a:fillStyleLst>'
        f"{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )

"""A cell (R3), and a figure against its base (R4)."""

from __future__ import annotations

from collections.abc import Mapping

from data.findings.message import ERROR, NOTICE, WARNING, Message

CELLS: Mapping[str, Message] = {
    "R301": Message(ERROR, "「{typed}」不是数，按未填报处理。", "请填{allowed}。"),
    "R302": Message(ERROR, "公式出错（{typed}），按未填报处理。", "请改正公式，或直接填数。"),
    "R303": Message(ERROR, "公式没有计算结果，按未填报处理。", "请用 Excel 或 WPS 打开并保存一次，或直接填数。"),
    "R304": Message(ERROR, "「{typed}」是日期，按未填报处理。", "请把单元格格式改为“常规”，重新填数。"),
    "R305": Message(ERROR, "「{typed}」不是“是”或“否”，按未填报处理。", "请从下拉框选“是”“否”或“不适用”。"),
    "R306": Message(
        ERROR, "「{typed}」的单位与“{unit}”不符，按未填报处理。", "请换算成以“{unit}”为单位的数，只填数字。"
    ),
    "R307": Message(ERROR, "{typed} 小于允许的最小值 {low}，按未填报处理。", "请核对后改正。"),
    "R308": Message(ERROR, "{typed} 大于允许的最大值 {high}，按未填报处理。", "请核对后改正。"),
    "R309": Message(ERROR, "{typed} 应为整数（单位：{unit}），按未填报处理。", "请核对后填整数。"),
    "R310": Message(ERROR, "{typed} 大得不合常理，按未填报处理。", "请核对位数和单位后改正。"),
    "R311": Message(
        ERROR, "「{typed}」说不清是 0 还是不适用，按未填报处理。", "没有发生请填 0；没有这项任务请填“不适用”。"
    ),
    "R312": Message(NOTICE, "「{typed}」按 {read} 读取。", "如不是这个数，请直接填数字。"),
    "R313": Message(WARNING, "{typed} 按 {typed}% 读取，像是小数写法。", "如果是百分之九十五，请填 95。"),
    "R314": Message(ERROR, "「{typed}」不是一个确定的数，按未填报处理。", "请只填一个准确的数。"),
    "R315": Message(WARNING, "「{typed}」按各数之和 {read} 读取。", "请核对，并直接填合计数。"),
    "R316": Message(
        ERROR, "「{typed}」是分数或比，说不清是哪个数，按未填报处理。", "请只填本项的数；百分比请填百分号前面的数。"
    ),
    "R317": Message(
        ERROR,
        "「{typed}」是日期，像是输入“3/5”或“3-5”时被自动改成的，按未填报处理。",
        "请把单元格格式改为“常规”，重新填一个数。",
    ),
    "R318": Message(NOTICE, "「{typed}」换算为 {read} {unit}读取。", "如不是这个数，请换算后直接填数字。"),
    "R319": Message(WARNING, "「{typed}」按 {read} 读取：{why}。", "请核对，并只填数字或“是”“否”。"),
    "R320": Message(ERROR, "「{typed}」里不止一个数，按未填报处理。", "一格只填一个数，其余写在“备注”列。"),
    "R321": Message(WARNING, "没有年度目标任务，暂不能计分。", "请补填年度目标任务。"),
    "R322": Message(WARNING, "没有上年值，暂不能计分。", "请补填上年值。"),
    "R323": Message(WARNING, "年度目标任务写了不适用，完成情况却是空的。", "没有这项任务，请在完成情况也填“不适用”。"),
    "R324": Message(WARNING, "{typed} 按 {read}% 读取：{why}。", "请核对，并填百分号前面的数。"),
    "R325": Message(
        WARNING, "单元格显示为 {typed}，按 {read}% 读取。", "请核对，并填百分号前面的数，单元格格式改为“常规”。"
    ),
    "R326": Message(NOTICE, "「{typed}」按“不适用”读取。", "确无这项任务的请填“不适用”；没有发生的请填 0。"),
    "R327": Message(WARNING, "「{typed}」是说还没有数，按未填报处理。", "有了数请补报。"),
    "R331": Message(ERROR, "自评分「{typed}」不是 0 到 {points} 之间的数，未采用。", "请填 0 到 {points} 之间的分数。"),
    "R332": Message(WARNING, "是否减分「{typed}」看不懂，未采用。", "请从下拉框选“是”或“否”。"),
    "R333": Message(NOTICE, "自评分 {typed} 低于满分 {points}，是否减分却填了“否”。", "请核对自评分和是否减分。"),
    "R334": Message(NOTICE, "填了减分，没有写减分原因。", "请补写减分原因和整改措施。"),
}

RELATIONS: Mapping[str, Message] = {
    "R401": Message(ERROR, "{typed} 大于“{base}”的 {limit}，按未填报处理。", "完成数不能大于基数，请核对这两个数。"),
    "R402": Message(
        ERROR,
        "填了“{typed}”，但“{base}”为 {limit}，按未填报处理。",
        "有基数就要填完成数；确无此任务的，基数填 0 或不适用。",
    ),
}

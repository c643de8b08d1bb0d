"""The 63 items of the default scheme as they are printed, each put into exact arithmetic by hand.

The words stand in front of the arithmetic that says the same, so that the two can be read against each other. A test
holds the words to those of the scheme's files: a rule that is reworded there must be thought through here again.
"""

from __future__ import annotations

from fractions import Fraction

from tests.scoring.reference import (
    Item,
    Sheet,
    band,
    begun,
    below,
    best,
    between,
    item,
    over_villages,
    part,
    percent,
    place,
    reached,
    share,
    third,
    whole,
)

F = Fraction
"""Short, so that most rules stand on one line under their words."""


def growth_per_head(s: Sheet) -> F:
    """B1-03: 人均纯收入增速, in percent."""
    now = share(s["income"], s["people"])
    return share(now, share(s["last_year.income"], s["last_year.people"])) * 100 - 100


def risen(s: Sheet) -> F:
    """A1-04: 较上年提高的百分点."""
    return percent(s["machined"], s["planted"]) - percent(s["last_year.machined"], s["last_year.planted"])


def clean_village(p: F, s: Sheet) -> F:
    """C1-01: 一个抽查村的得分."""
    if s.figures.get("exposed") == "1":
        return F(0)
    return max(p - F("0.2") * s["minor"] - F("0.5") * s["severe"], F(0))


def of_task(s: Sheet, done: str, base: str) -> F:
    """C1-04, F3-02: 完成比例, where the task and what is done are both rates on the same base."""
    return share(share(s[done], s[base]), share(s[f"target.{done}"], s[base]))


def beyond_task(s: Sheet) -> F:
    """D1-01: 超任务的个数; without a task nothing is beyond it."""
    return (share(s["certified"], s["target.certified"]) - 1) * s["target.certified"]


def moved_rate(s: Sheet) -> F:
    """D3-02: 土地流转率."""
    return percent(s["moved"], s["land"])


ITEMS: dict[str, Item] = {
    "A1-01": item(
        "完成下达任务的得3分；每少1个百分点扣0.6分，扣完为止。",
        part("3", lambda p, s: p - F("0.6") * below(percent(s["sown"], s["target.sown"]), "100")),
    ),
    "A1-02": item(
        "完成下达任务的得2分；每少1个百分点扣0.4分，扣完为止。",
        part("2", lambda p, s: p - F("0.4") * below(percent(s["output"], s["target.output"]), "100")),
    ),
    "A1-03": item(
        "复耕复种率100%得1分；每少1个百分点扣0.05分，扣完为止。",
        part("1", lambda p, s: p - F("0.05") * below(percent(s["reclaimed"], s["abandoned"]), "100")),
    ),
    "A1-04": item(
        "达到75%，或较上年提高1个百分点以上得满分；否则按完成比例得分。",
        part("0.6", lambda p, s: best(
            lambda: p * reached(percent(s["machined"], s["planted"]), "75"),
            lambda: p * reached(risen(s), "1"),
            lambda: p * percent(s["machined"], s["planted"]) / 75,
        )),
    ),
    "A2-01": item(
        "年度变更调查耕地面积不低于下达保有量的得3分，否则不得分。",
        part("3", lambda p, s: p * reached(s["farmland"], s["target.farmland"])),
    ),
    "A2-02": item(
        "不低于保护任务的得2分；不低于任务99.5%的得1分；其余不得分。",
        part("2", lambda p, s: band(percent(s["protected"], s["target.protected"]), {"100": "2", "99.5": "1"})),
    ),
    "A2-03": item(
        "新增违法占用耕地每发现1宗未整改到位扣0.5分，扣完为止；出现未查处的新增乱占耕地建房，本项不得分。",
        part("2", lambda p, s: p - F("0.5") * s["illegal"]),
        event="unpunished",
    ),
    "A2-04": item(
        "得分=完成比例×1.2，最高1.2分；无建设任务的镇得满分。",
        part("1.2", lambda p, s: share(s["built"], s["target.built"]) * p),
        full_without_task=True,
    ),
    "A3-01": item(
        "完成100%得1分，低于80%不得分，80%–100%按比例得分。",
        part("1", lambda p, s: p * between(percent(s["stock"], s["target.stock"]), "80", "100")),
    ),
    "A3-02": item(
        "合格率达98%得1分；每低1个百分点（不足1个按1个计）扣0.2分；发生重大事故不得分。",
        part("1", lambda p, s: p - F("0.2") * begun(below(percent(s["passed"], s["tested"]), "98"))),
        event="accidents",
    ),
    "B1-01": item(
        "①应纳未纳每发现1户扣0.5分（1.5分）；②帮扶措施不落实每户扣0.3分（1.5分）；"
        "③风险消除不精准或系统数据不符每户扣0.2分（1分）；出现返贫致贫的本项不得分。",
        part("1.5", lambda p, s: p - F("0.5") * s["missed"]),
        part("1.5", lambda p, s: p - F("0.3") * s["unaided"]),
        part("1", lambda p, s: p - F("0.2") * s["inaccurate"]),
        event="relapsed",
    ),
    "B1-02": item(
        "脱贫户和监测户四项达标率均为100%的得3分；每项0.75分，每少0.1个百分点扣0.25分，扣完为止。",
        part("0.75", lambda p, s: p - F("2.5") * below(percent(s["schooled"], s["children"]), "100")),
        part("0.75", lambda p, s: p - F("2.5") * below(percent(s["insured"], s["people"]), "100")),
        part("0.75", lambda p, s: p - F("2.5") * below(percent(s["housed"], s["homes"]), "100")),
        part("0.75", lambda p, s: p - F("2.5") * below(percent(s["watered"], s["homes"]), "100")),
    ),
    "B1-03": item(
        "增速不低于当地农村居民人均可支配收入增速的得2分；每低1个百分点扣0.5分，扣完为止。",
        part("2", lambda p, s: p - F("0.5") * below(growth_per_head(s), s["county.rural_growth"])),
    ),
    "B1-04": item(
        "逾期未整改到位的每个问题扣0.5分，扣完为止；发现虚假整改本项不得分。",
        part("2", lambda p, s: p - F("0.5") * s["overdue"]),
        event="faked",
    ),
    "B1-05": item(
        "满意度95%以上得1分；每低1个百分点扣0.1分，扣完为止。",
        part("1", lambda p, s: p - F("0.1") * below(percent(s["satisfied"], s["valid"]), "95")),
    ),
    "B2-01": item(
        "抽查脱岗、驻镇天数不足、无工作台账的每发现1次扣0.2分，扣完为止。",
        part("1", lambda p, s: p - F("0.2") * s["lapses"]),
    ),
    "B2-02": item(
        "开工率达100%、完工率达80%各占50%，按完成比例得分。",
        part("0.5", lambda p, s: p * percent(s["started"], s["planned"]) / 100),
        part("0.5", lambda p, s: p * percent(s["finished"], s["planned"]) / 80),
    ),
    "B2-03": item(
        "不低于上年规模得1分；每减少1个百分点扣0.1分。",
        part("1", lambda p, s: p - F("0.1") * below(percent(s["employed"], s["last_year.employed"]), "100")),
    ),
    "B3-01": item(
        "年末支出进度95%以上得1.2分，低于60%不得分，其间按比例得分。",
        part("1.2", lambda p, s: p * between(percent(s["paid"], s["funds"]), "60", "95")),
    ),
    "B3-02": item(
        "不低于50%得满分，否则不得分。",
        part("0.6", lambda p, s: p * reached(percent(s["industry"], s["funds"]), "50")),
    ),
    "B3-03": item(
        "确权登记率100%得0.3分；收益分配方案经民主程序并公示得0.3分。",
        part("0.3", lambda p, s: p * s["titled"]),
        part("0.3", lambda p, s: p * s["shared"]),
    ),
    "C1-01": item(
        "每个抽查村满分4分，一般脏乱点每处扣0.2分、突出问题每处扣0.5分，扣完为止，镇（县）得分取抽查村平均；"
        "被省级以上暗访曝光的该村不得分。",
        part("4", lambda p, s: over_villages(lambda village: clean_village(p, village), s)),
    ),
    "C1-02": item(
        "无害化户厕普及率达95%得1分，每低1个百分点扣0.1分；摸排问题厕所未整改到位的每座扣0.1分（1分）。",
        part("1", lambda p, s: p - F("0.1") * below(percent(s["sanitary"], s["households"]), "95")),
        part("1", lambda p, s: p - F("0.1") * s["faulty"]),
    ),
    "C1-03": item(
        "自然村保洁与收运体系覆盖率100%得2分；每少1个百分点扣0.2分，扣完为止。",
        part("2", lambda p, s: p - F("0.2") * below(percent(s["covered"], s["hamlets"]), "100")),
    ),
    "C1-04": item(
        "达到年度任务得2分，未达到的按完成比例得分，低于任务60%不得分。",
        part("2", lambda p, s: p * of_task(s, "treated", "hamlets") * reached(of_task(s, "treated", "hamlets"), "0.6")),
    ),
    "C1-05": item(
        "干净整洁村达标率达100%、美丽宜居村达标率达40%各占50%，按完成比例得分。",
        part("1", lambda p, s: p * percent(s["clean"], s["villages"]) / 100),
        part("1", lambda p, s: p * percent(s["livable"], s["villages"]) / 40),
    ),
    "C1-06": item(
        "应编尽编村庄规划完成率100%得0.8分，90%以上0.5分，80%以上0.3分，其余不得分。",
        part("0.8", lambda p, s: band(percent(s["approved"], s["due"]), {"100": "0.8", "90": "0.5", "80": "0.3"})),
    ),
    "C2-01": item(
        "县级验收评分90分以上得1分，80-90分0.7分，70-80分0.4分，70分以下不得分。",
        part("1", lambda p, s: band(s["rating"], {"90": "1", "80": "0.7", "70": "0.4"})),
    ),
    "C2-02": item(
        "暗访每发现1处扣0.1分，扣完为止。",
        part("0.6", lambda p, s: p - F("0.1") * s["messes"]),
    ),
    "C2-03": item(
        "规定6类设施齐全得0.6分，每缺1项扣0.1分。",
        part("0.6", lambda p, s: p - F("0.1") * below(s["facilities"], "6")),
    ),
    "C3-01": item(
        "100%得1.2分，80%以下不得分，其间按比例得分。",
        part("1.2", lambda p, s: p * between(percent(s["piped"], s["hamlets"]), "80", "100")),
    ),
    "C3-02": item(
        "达90%得0.8分；每低1个百分点扣0.05分。",
        part("0.8", lambda p, s: p - F("0.05") * below(percent(s["passed"], s["tested"]), "90")),
    ),
    "C3-03": item(
        "落实管护主体、水费收缴、应急预案各得0.2分。",
        part("0.2", lambda p, s: p * s["managed"]),
        part("0.2", lambda p, s: p * s["charged"]),
        part("0.2", lambda p, s: p * s["drilled"]),
    ),
    "C4-01": item(
        "不低于全市平均水平得1分；每低1个百分点扣0.05分。",
        part("1", lambda p, s: p - F("0.05") * below(s["fair_rate"], s["city_rate"])),
    ),
    "C4-02": item(
        "按规范化村卫生站覆盖率计分，得分=覆盖率×0.6。",
        part("0.6", lambda p, s: share(s["standard"], s["villages"]) * p),
    ),
    "C4-03": item(
        "寄递物流服务覆盖率、20户以上自然村光纤通达率各占50%，按比例得分。",
        part("0.3", lambda p, s: p * share(s["delivered"], s["villages"])),
        part("0.3", lambda p, s: p * share(s["fibred"], s["hamlets"])),
    ),
    "D1-01": item(
        "完成年度任务得0.6分，未完成按比例；每超任务1个加0.1分，加满0.8分为止。",
        part("0.6", lambda p, s: p * share(s["certified"], s["target.certified"])),
        part("0.2", lambda p, s: F("0.1") * whole(beyond_task(s))),
    ),
    "D1-02": item(
        "县级以上示范社、示范家庭农场数不低于上年得0.6分；每减少1个百分点扣0.05分。",
        part("0.6", lambda p, s: p - F("0.05") * below(percent(s["farms"], s["last_year.farms"]), "100")),
    ),
    "D1-03": item(
        "不低于全市平均增速得1.2分；每低1个百分点扣0.3分，扣完为止。",
        part("1.2", lambda p, s: p - F("0.3") * below(s["growth"], s["city_growth"])),
    ),
    "D2-01": item(
        "增速不低于全省平均水平得2.5分；每低1个百分点扣0.5分，扣完为止。",
        part("2.5", lambda p, s: p - F("0.5") * below(s["growth"], s["province_growth"])),
    ),
    "D2-02": item(
        "较上年缩小或持平得1.5分；每扩大0.01扣0.3分，扣完为止。",
        part("1.5", lambda p, s: p - F("0.3") * below(s["last_year.gap"], s["gap"]) / F("0.01")),
    ),
    "D2-03": item(
        "得分=达标村数/行政村总数×1.0。",
        part("1", lambda p, s: share(s["strong"], s["villages"]) * p),
    ),
    "D3-01": item(
        "清产核资、成员界定、登记赋码完成分别得0.3、0.3、0.2分。",
        part("0.3", lambda p, s: p * s["audited"]),
        part("0.3", lambda p, s: p * s["enrolled"]),
        part("0.2", lambda p, s: p * s["coded"]),
    ),
    "D3-02": item(
        "按土地流转率在全县各镇（全市各县）排名，前1/3得0.6分，中间1/3得0.45分，后1/3得0.3分。",
        part("0.6", lambda p, s: third(place(moved_rate, s), ("0.6", "0.45", "0.3"))),
        county=part("0.6", lambda p, s: third(
            share(s["county.city_rank"], s["county.city_counties"]), ("0.6", "0.45", "0.3")
        )),
    ),
    "D4-01": item(
        "行政村通客车率×0.6。",
        part("0.6", lambda p, s: share(s["bused"], s["villages"]) * p),
    ),
    "D4-02": item(
        "安排用于乡村重点产业和项目的建设用地指标占比不低于10%得0.8分，否则不得分。",
        part("0.8", lambda p, s: p * reached(percent(s["rural_quota"], s["quota"]), "10")),
    ),
    "E1-01": item(
        "软弱涣散村党组织未按期整顿转化的每个扣0.25分，扣完为止。",
        part("1", lambda p, s: p - F("0.25") * s["lagging"]),
    ),
    "E1-02": item(
        "化解率98%以上得0.8分，85%以下不得分，其间按比例；发生群体性事件不得分。",
        part("0.8", lambda p, s: p * between(percent(s["resolved"], s["disputes"]), "85", "98")),
        event="unrest",
    ),
    "E1-03": item(
        "推广积分制、清单制的行政村占比达80%得0.6分，未达到按比例得分。",
        part("0.6", lambda p, s: p * percent(s["adopted"], s["villages"]) / 80),
    ),
    "E2-01": item(
        "占比达60%得0.6分，未达到按比例得分。",
        part("0.6", lambda p, s: p * percent(s["honoured"], s["places"]) / 60),
    ),
    "E2-02": item(
        "覆盖率100%得0.6分；每低1个百分点（不足1个按1个计）扣0.1分。",
        part("0.6", lambda p, s: p - F("0.1") * begun(below(percent(s["equipped"], s["villages"]), "100"))),
    ),
    "E3-01": item(
        "得分=完成率×0.6，最高0.6分。",
        part("0.6", lambda p, s: share(s["trained"], s["target.trained"]) * p),
    ),
    "E3-02": item(
        "完成选派任务得0.6分，否则不得分。",
        part("0.6", lambda p, s: p * reached(s["posted"], s["target.posted"])),
    ),
    "E4-01": item(
        "达80%得0.8分；每低1个百分点扣0.1分。",
        part("0.8", lambda p, s: p - F("0.1") * below(percent(s["reused"], s["manure"]), "80")),
    ),
    "E4-02": item(
        "使用量较上年持平或减少得0.6分；每增加1个百分点扣0.2分。",
        part("0.6", lambda p, s: p - F("0.2") * below(F(100), percent(s["applied"], s["last_year.applied"]))),
    ),
    "E4-03": item(
        "秸秆综合利用率90%、农膜回收率80%各占50%，按完成比例得分。",
        part("0.3", lambda p, s: p * percent(s["straw_used"], s["straw"]) / 90),
        part("0.3", lambda p, s: p * percent(s["film_back"], s["film"]) / 80),
    ),
    "F1-01": item(
        "党委常委会（镇党委会）年内专题研究4次以上得1分，每少1次扣0.25分。",
        part("1", lambda p, s: p - F("0.25") * below(s["meetings"], "4")),
    ),
    "F1-02": item(
        "迟报、漏报、错报每次扣0.1分，扣完为止。",
        part("0.8", lambda p, s: p - F("0.1") * s["slips"]),
    ),
    "F2-01": item(
        "农林水支出不低于上年得2分；每下降1个百分点扣0.4分，扣完为止。",
        part("2", lambda p, s: p - F("0.4") * below(percent(s["spending"], s["last_year.spending"]), "100")),
    ),
    "F2-02": item(
        "达到省下达比例得2分；每低1个百分点扣0.5分，扣完为止。",
        part("2", lambda p, s: p - F("0.5") * below(percent(s["rural"], s["revenue"]), s["required"])),
    ),
    "F2-03": item(
        "95%以上得1分，60%以下不得分，其间按比例得分。",
        part("1", lambda p, s: p * between(percent(s["paid"], s["funds"]), "60", "95")),
    ),
    "F3-01": item(
        "不低于各项贷款平均增速得1分；每低1个百分点扣0.1分。",
        part("1", lambda p, s: p - F("0.1") * below(s["growth"], s["all_growth"])),
    ),
    "F3-02": item(
        "水稻等主要品种参保率按完成比例得分。",
        part("1", lambda p, s: p * of_task(s, "insured", "insurable")),
    ),
}  # fmt: skip

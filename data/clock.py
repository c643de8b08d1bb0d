"""The office's clock: moments are stored in UTC and spoken in Beijing time, whatever the machine is set to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")


def day_of(moment: datetime) -> date:
    """The calendar day of that moment."""
    return moment.astimezone(BEIJING).date()


def spoken(moment: datetime) -> str:
    """«3月18日 21:40»."""
    local = moment.astimezone(BEIJING)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def spoken_day(day: date | None) -> str:
    """«3月20日», «未定» for none."""
    return f"{day.month}月{day.day}日" if day else "未定"


def days_left(until: date | None, today: date) -> str:
    """«还有 12 天», «今天», «已过 3 天», «未定»."""
    if until is None:
        return "未定"
    days = (until - today).days
    return "今天" if days == 0 else f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"

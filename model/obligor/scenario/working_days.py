"""Working days in China, make-up days included, as far as the published calendar reaches.

The State Council publishes the days off of a year in the autumn before; past what the installed calendar knows there is
no count, and an answer that needs one depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from ..core.terms import Day


@lru_cache(maxsize=1 << 14)
def is_working_day(day: Day) -> bool | None:
    """Whether a day is a working day; None where the calendar does not reach.

    >>> make_up_saturday, new_years_eve = Day.read("2026-02-14"), Day.read("2026-02-16")
    >>> is_working_day(make_up_saturday), is_working_day(new_years_eve)
    (True, False)
    >>> is_working_day(Day.read("1999-01-04")) is None
    True
    """
    import chinese_calendar  # type: ignore[import-untyped]  # slow to import, and few cases count working days

    try:
        return bool(chinese_calendar.is_workday(date.fromordinal(int(day))))
    except NotImplementedError:
        return None


def working_days(start: Day, end: Day) -> int | None:
    """How many working days come after `start`, up to and with `end`; None where the calendar does not reach.

    >>> working_days(Day.read("2026-02-09"), Day.read("2026-02-14"))
    5
    >>> working_days(Day.read("2026-02-09"), Day.read("2199-02-14")) is None
    True
    """
    if is_working_day(start) is None or is_working_day(end) is None:
        return None
    days = [is_working_day(Day(day)) for day in range(int(start) + 1, int(end) + 1)]
    return None if None in days else sum(map(bool, days))


def counts(days: Iterable[Day]) -> Iterator[tuple[str, tuple[Day, Day, int]]]:
    """Yield the theory's facts on every pair of different days, the earlier first, as far as the calendar reaches.

    >>> for name, count in counts([Day.read("2026-02-09"), Day.read("2026-02-14")]):
    ...     print(name, count[2])
    calendar_days 5
    working_days 5
    working_days_between 4
    """
    ordered = sorted(set(days))
    for at, start in enumerate(ordered):
        for end in ordered[at + 1 :]:
            yield "calendar_days", (start, end, int(end) - int(start))
            count = working_days(start, end)
            if count is not None:
                yield "working_days", (start, end, count)
                yield "working_days_between", (start, end, count - bool(is_working_day(end)))

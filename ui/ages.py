"""How old something that was checked by hand is. The day itself comes in from the page; nothing here looks at a clock."""

from datetime import date

from assistant.compose.people import GOES_STALE_AFTER

OLD = GOES_STALE_AFTER.days
"""After so many days without a check a number or an address is shown with a warning."""


def days_since(checked: str, today: date) -> int | None:
    """The days since this ISO date; ``None`` for what is no date or lies ahead, which tells nothing about age."""
    try:
        age = (today - date.fromisoformat(checked)).days
    except ValueError:
        return None
    return age if age >= 0 else None


def is_old(checked: str, today: date) -> bool:
    """Whether this has not been checked for too long. What has no readable age counts as old."""
    age = days_since(checked, today)
    return age is None or age >= OLD


def date_words(checked: str) -> str:
    """The date as people write it; what is no date is shown as it is written."""
    try:
        day = date.fromisoformat(checked)
    except ValueError:
        return checked
    return f"{day.day} {day:%B %Y}"


def checked_words(checked: str, today: date) -> str:
    """When this was checked and how long ago that is, as the end of a sentence."""
    age = days_since(checked, today)
    if age is None:
        return f"checked on {date_words(checked)}"
    ago = {0: "today", 1: "yesterday"}.get(age, f"{age} days ago")
    return f"checked on {date_words(checked)}, {ago}"

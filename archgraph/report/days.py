"""Today, for reports: in: the settings; out: the day that decides what is past."""

from __future__ import annotations

from datetime import UTC, date, datetime

from archgraph.model.settings import Settings


def today_of(settings: Settings) -> date:
    """The configured day (`--today`), else the present one in UTC."""
    return date.fromisoformat(settings.today) if settings.today else datetime.now(UTC).date()


def days_left(sunset: str, today: date) -> int:
    """Days until an ISO date; negative when it has passed."""
    return (date.fromisoformat(sunset) - today).days

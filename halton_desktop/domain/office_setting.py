"""What an office decides once for everybody who works in it; kept inside the office file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from halton_desktop.domain.incidents.step_kind import STAGES
from halton_desktop.domain.school import School
from halton_desktop.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """``days_to_return`` counts calendar days from printing; ``envelope`` is "DL", "C5" or "none", its offsets are mm.

    ``backup_folder`` empty means the folder Backups inside the office folder. ``whole_code``, ``complaints_procedure``
    and ``privacy_notice`` say where parents find each ("on our website"), empty: as :func:`place_of` says.
    ``complaint_stages`` are the stages of the school's own complaints procedure, in their order.
    ``out_of_term_contact`` says in a line who is rung when something is due at once and the school is on holiday
    (clause 3.2).

    ``words`` is what the history calls a setting whose own name does not say it.
    """

    days_to_return: int = field(default=14, metadata={"words": "days to return a form"})
    envelope: str = "DL"
    envelope_right_mm: float = 0.0
    envelope_down_mm: float = 0.0
    backup_folder: str = ""
    backup_on_exit: bool = field(default=True, metadata={"words": "backup on closing"})
    review_months: int = field(default=12, metadata={"words": "months between reviews"})
    whole_code: str = ""
    complaints_procedure: str = ""
    privacy_notice: str = ""
    complaint_stages: tuple[str, ...] = STAGES
    out_of_term_contact: str = ""

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> OfficeSettings:
        """From what an earlier or a later version kept: unknown names are passed over."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known}
        if "complaint_stages" in values:
            values["complaint_stages"] = tuple(values["complaint_stages"])
        return cls(**values)

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)


SETTING_WORDS: dict[str, str] = {
    setting.name: setting.metadata["words"] for setting in fields(OfficeSettings) if setting.metadata
}


def checked_settings(settings: OfficeSettings) -> OfficeSettings:
    """The settings as kept; raises InvalidInput naming the field."""
    if not 1 <= settings.days_to_return <= 120:
        raise InvalidInput("days_to_return", "Parents get between 1 and 120 days to return a form.")
    if settings.envelope not in ("DL", "C5", "none"):
        raise InvalidInput("envelope", "Choose DL, C5 or no window envelope.")
    if abs(settings.envelope_right_mm) > 15 or abs(settings.envelope_down_mm) > 15:
        raise InvalidInput("envelope_right_mm", "The address can be moved by at most 15 mm.")
    if not 1 <= settings.review_months <= 24:
        raise InvalidInput("review_months", "The code is reviewed every 1 to 24 months; clause 4.1 says yearly.")
    if len(settings.out_of_term_contact) > 120:
        raise InvalidInput("out_of_term_contact", "A name and a number fit in 120 characters.")
    stages = tuple(stage.strip() for stage in settings.complaint_stages if stage.strip())
    if not stages:
        raise InvalidInput("complaint_stages", "Name the stages of your complaints procedure.", "One on each line.")
    if len(set(stages)) < len(stages):
        raise InvalidInput("complaint_stages", "Two stages have the same name.")
    return replace(settings, complaint_stages=stages)


def place_of(typed: str, school: School) -> str:
    """Where parents find something, continuing a sentence: as typed, else the website (if there is one) and office."""
    if typed.strip():
        return typed.strip().rstrip(".")
    return "on our website and at the school office" if school.website else "at the school office"

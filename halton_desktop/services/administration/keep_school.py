"""Read and change the school's details as the letterhead prints them, and the office's own settings."""

from __future__ import annotations

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.office_setting import OfficeSettings, checked_settings
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.school import School, checked_school
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.office_store import SAMPLE, school_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing

_SETTINGS = "office"


def read_school(session: OfficeSession) -> School:
    """The school as kept."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.office.school()


def change_school(session: OfficeSession, school: School) -> None:
    """Keep the school's details. Raises InvalidInput naming the field."""
    school = checked_school(school)
    with session.change(Permission.CHANGE_SCHOOL) as work:
        before = work.office.school()
        old, new = differing(school_fields(before), school_fields(school))
        if before.logo != school.logo:
            new["logo"] = "changed" if school.logo else "removed"
        if new:
            work.office.keep_school(school)
            work.record("school changed", RecordKind.SCHOOL, 1, old, new)
            work.commit()


def settings_of(work: UnitOfWork) -> OfficeSettings:
    """The office's settings inside a transaction."""
    return OfficeSettings.from_plain(work.office.setting(_SETTINGS, {}))


def read_settings(session: OfficeSession) -> OfficeSettings:
    """The office's settings."""
    with session.look(Permission.SEE_FIGURES) as work:
        return settings_of(work)


def mark_as_sample(session: OfficeSession) -> None:
    """Say of an office, once and for all, that nothing in it is real."""
    with session.change(Permission.CHANGE_SCHOOL) as work:
        work.office.keep_setting(SAMPLE, value=True)
        work.record("marked as a sample", RecordKind.SETTING, 1)
        work.commit()


def is_sample(session: OfficeSession) -> bool:
    """Whether this is a sample office: it is never remembered as the office of this computer."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.office.is_sample()


def change_settings(session: OfficeSession, settings: OfficeSettings) -> None:
    """Keep the office's settings. Raises InvalidInput naming the field."""
    settings = checked_settings(settings)
    with session.change(Permission.CHANGE_SCHOOL) as work:
        old, new = differing(settings_of(work).as_plain(), settings.as_plain())
        if new:
            work.office.keep_setting(_SETTINGS, settings.as_plain())
            work.record("settings changed", RecordKind.SETTING, 1, old, new)
            work.commit()

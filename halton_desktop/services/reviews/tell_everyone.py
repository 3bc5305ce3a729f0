"""Telling everyone of an edition (4.1): record how each audience was told, take a mistake back, print lists to sign."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from halton_desktop.domain.attachment import Attachment, AttachmentKind
from halton_desktop.domain.audience import Audience, Notification, checked_notification
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import says_something
from halton_desktop.domain.office_setting import place_of
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused, UnreadableFile
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.reviews.keep_attachments import keep_attachment
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of


def record_notification(session: OfficeSession, notification: Notification, proof: Path | None = None) -> int:
    """Enter that an audience was told, with the proof. Raises InvalidInput, UnreadableFile, Refused for a draft."""
    checked_notification(notification, session.today)
    with session.change(Permission.REVIEW_CODE) as work:
        edition = work.editions.get(notification.edition_id)
        if not edition.adopted:
            raise Refused(f"{edition.label} is still a draft.", "Adopt it before you tell anybody.", clause="4.1")
        if edition.adopted_on is not None and notification.told_on < edition.adopted_on:
            raise InvalidInput("told_on", f"{edition.label} was adopted on {edition.adopted_on:%d/%m/%Y} only.")
        telling_id = work.reviews.add_notification(notification, work.now, session.user.name)
        new = {
            "edition": edition.number,
            "audience": notification.audience.value,
            "how": notification.how.value,
            "told_on": notification.told_on.isoformat(),
            "number": notification.number,
        }
        work.record("audience told", RecordKind.EDITION, edition.id, new=new)
        if proof is not None:
            described = Attachment(0, AttachmentKind.PROOF, proof.name, "", 0, "", work.now, "", telling_id=telling_id)
            keep_attachment(session, work, described, proof)
        work.commit()
    return telling_id


def take_back_notification(session: OfficeSession, telling_id: int, reason: str) -> None:
    """Let an entry no longer count; it stays on file with the reason. Raises InvalidInput, Refused."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why it is taken back.")
    with session.change(Permission.REVIEW_CODE) as work:
        notification = work.reviews.notification(telling_id)
        if not notification.counts:
            raise Refused("This entry was taken back already.")
        work.reviews.take_back(telling_id, reason.strip())
        old = {"audience": notification.audience.value, "told_on": notification.told_on.isoformat()}
        work.record("telling taken back", RecordKind.EDITION, notification.edition_id, old, {"reason": reason.strip()})
        work.commit()


def read_staff_names(session: OfficeSession, file: Path) -> tuple[str, ...]:
    """The names of a list of staff (CSV), for a notice to sign; they are not kept. Raises UnreadableFile."""
    from halton_desktop.exchange.staff_csv import read_staff

    with session.look(Permission.REVIEW_CODE):
        try:
            content = file.read_bytes()
        except OSError as wrong:
            raise UnreadableFile(file.name, f"“{file.name}” cannot be read.", "Is it open elsewhere?") from wrong
        return read_staff(file.name, content)


def staff_notice_pdf(session: OfficeSession, edition_id: int, audience: Audience, names: tuple[str, ...]) -> bytes:
    """The notice with a list to sign as PDF bytes; without names the list has lines to write on."""
    from halton_desktop.letters.staff_notice import staff_notice

    with session.look(Permission.REVIEW_CODE) as work:
        edition = work.editions.get(edition_id)
        head = letterhead_of(work)
        place = place_of(settings_of(work).complaints_procedure, work.office.school())
    if not edition.adopted:
        raise Refused(f"{edition.label} is still a draft.", "Adopt it before you tell anybody.", clause="4.1")
    out = BytesIO()
    fonts = typefaces_of(session)
    staff_notice(out, head, edition, audience, place, names, session.today, fonts)
    return out.getvalue()

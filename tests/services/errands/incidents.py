"""Errands of the Incidents tab."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from halton_desktop.domain.calendar import SchoolCalendar, Term
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import (
    AdditionKind,
    IncidentFacts,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.services import incident_decider
from halton_desktop.services.administration import moved_by_calendar, school_calendar
from halton_desktop.services.incidents import (
    change_incident,
    close_incident,
    decide_site_ban,
    export_incidents,
    find_incidents,
    find_people,
    hand_over,
    identify_author,
    incident_draft,
    incident_letters,
    incident_reminders,
    keep_evidence,
    print_incident,
    put_right,
    record_incident,
    restrict_incident,
    take_step,
    unpack_evidence,
    withdraw_incident,
)
from halton_desktop.services.incidents.put_right import Laid
from halton_desktop.services.session import OfficeSession

TODAY = date(2026, 11, 23)
FACTS = IncidentFacts(TODAY, TODAY, Platform.WHATSAPP, "Words.", ("3.1c",))
SOMEBODY = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="xX")
STEP = Step(0, 1, StepKind.NOTE, StepState.PLANNED, {"text": "Rang twice."})
BAN = SiteBan(0, 1, 1, "Somebody")
WISH = RestrictionWish(frozenset({1}), shown=True, reason="A colleague is concerned.")
CALENDAR = SchoolCalendar((Term("Autumn", date(2026, 9, 3), date(2026, 12, 18)),))
LOOK, RECORD, STEPS = Permission.LOOK, Permission.RECORD_INCIDENTS, Permission.TAKE_STEPS
BANS, PRINT, EXPORT = Permission.DECIDE_BANS, Permission.PRINT_LETTERS, Permission.EXPORT
RESTRICT = Permission.RESTRICT_INCIDENTS


def _decide(session: OfficeSession) -> None:
    with incident_decider.deciding(session, BANS, lambda _work: 1):
        pass


ERRANDS = {
    "incident_letters.untrue_now": (LOOK, lambda s: incident_letters.untrue_now(s, 1)),
    "incident_letters.blocked_again": (LOOK, lambda s: incident_letters.blocked_again(s, 1)),
    "incident_letters.confirm_letter": (PRINT, lambda s: incident_letters.confirm_letter(s, 1)),
    "incident_letters.draft_letter": (PRINT, lambda s: incident_letters.draft_letter(s, 1, "incident_concern")),
    "incident_letters.drop_letter": (PRINT, lambda s: incident_letters.drop_letter(s, 1)),
    "incident_letters.letter_as_printed": (LOOK, lambda s: incident_letters.letter_as_printed(s, 1)),
    "incident_letters.letters_available": (LOOK, lambda s: incident_letters.letters_available(s, 1)),
    "incident_letters.prepare_letter": (PRINT, lambda s: incident_letters.prepare_letter(s, 1, "incident_concern")),
    "incident_letters.refused_now": (LOOK, lambda s: incident_letters.refused_now(s, 1)),
    "incident_letters.write_afresh": (PRINT, lambda s: incident_letters.write_afresh(s, 1)),
    "incident_letters.readers_of": (LOOK, lambda s: incident_letters.readers_of(s, 1, "incident_concern")),
    "incident_decider.deciding": (BANS, _decide),
    "incident_decider.may_decide": (LOOK, lambda s: incident_decider.may_decide(s, BANS, 1)),
    "incident_decider.who_decides": (LOOK, lambda s: incident_decider.who_decides(s, 1)),
    "incident_decider.who_signs": (LOOK, lambda s: incident_decider.who_signs(s, 1)),
    "change_incident.add_person": (RECORD, lambda s: change_incident.add_person(s, 1, SOMEBODY)),
    "change_incident.add_to_account": (
        RECORD,
        lambda s: change_incident.add_to_account(s, 1, AdditionKind.CORRECTION, "It was Tuesday."),
    ),
    "change_incident.assign": (STEPS, lambda s: change_incident.assign(s, 1, 1)),
    "change_incident.change_capacities": (RECORD, lambda s: change_incident.change_capacities(s, 1, SOMEBODY)),
    "change_incident.change_facts": (RECORD, lambda s: change_incident.change_facts(s, 1, FACTS)),
    "change_incident.link_incidents": (RECORD, lambda s: change_incident.link_incidents(s, 1, "2026-0001", "")),
    "change_incident.unlink_incidents": (RECORD, lambda s: change_incident.unlink_incidents(s, 1, 2)),
    "change_incident.wait_for": (STEPS, lambda s: change_incident.wait_for(s, 1, "an answer")),
    "close_incident.close_incident": (STEPS, lambda s: close_incident.close_incident(s, 1, Outcome.SETTLED, "Done.")),
    "close_incident.leave_closed": (STEPS, lambda s: close_incident.leave_closed(s, 1)),
    "close_incident.obstacles": (LOOK, lambda s: close_incident.obstacles(s, 1, Outcome.SETTLED)),
    "close_incident.reopen_incident": (STEPS, lambda s: close_incident.reopen_incident(s, 1, "It began again.")),
    "decide_site_ban.confirm_ban": (BANS, lambda s: decide_site_ban.confirm_ban(s, 1, "")),
    "decide_site_ban.extend_ban": (BANS, lambda s: decide_site_ban.extend_ban(s, 1, TODAY, TODAY, "Threats go on.")),
    "decide_site_ban.hear_representations": (
        STEPS,
        lambda s: decide_site_ban.hear_representations(s, 1, "Sorry.", TODAY),
    ),
    "decide_site_ban.days_to_begin_with": (LOOK, lambda s: decide_site_ban.days_to_begin_with(s)),
    "decide_site_ban.impose_as_typed": (BANS, lambda s: decide_site_ban.impose_as_typed(s, BAN)),
    "decide_site_ban.impose_provisionally": (BANS, lambda s: decide_site_ban.impose_provisionally(s, 1)),
    "decide_site_ban.keep_after_review": (BANS, lambda s: decide_site_ban.keep_after_review(s, 1, TODAY, "Still.")),
    "decide_site_ban.lift_ban": (BANS, lambda s: decide_site_ban.lift_ban(s, 1, "It is over.")),
    "decide_site_ban.prepare_ban": (STEPS, lambda s: decide_site_ban.prepare_ban(s, BAN)),
    "decide_site_ban.has_child_here": (LOOK, lambda s: decide_site_ban.has_child_here(s, None)),
    "decide_site_ban.site_ban": (LOOK, lambda s: decide_site_ban.site_ban(s, 1)),
    "export_incidents.export_incidents": (
        EXPORT,
        lambda s: export_incidents.export_incidents(s, [1], Path("nowhere/at/all.csv"), accounts=False),
    ),
    "find_incidents.ban_register": (LOOK, lambda s: find_incidents.ban_register(s)),
    "find_incidents.incident_page": (LOOK, lambda s: find_incidents.incident_page(s, 1)),
    "find_incidents.chronology": (LOOK, lambda s: find_incidents.chronology(s, [1])),
    "find_incidents.count_incidents": (LOOK, lambda s: find_incidents.count_incidents(s, IncidentFilter())),
    "find_incidents.handlers": (LOOK, lambda s: find_incidents.handlers(s)),
    "find_incidents.household_of": (LOOK, lambda s: find_incidents.household_of(s, 1)),
    "find_incidents.incident_ids": (LOOK, lambda s: find_incidents.incident_ids(s, IncidentFilter())),
    "find_incidents.incident_lines": (LOOK, lambda s: find_incidents.incident_lines(s, [1])),
    "find_incidents.incident_with_reference": (LOOK, lambda s: find_incidents.incident_with_reference(s, "2026-0001")),
    "find_incidents.incidents_of_parent": (LOOK, lambda s: find_incidents.incidents_of_parent(s, 1)),
    "find_incidents.remove_filter": (LOOK, lambda s: find_incidents.remove_filter(s, "Mine")),
    "find_incidents.save_filter": (LOOK, lambda s: find_incidents.save_filter(s, "Mine", IncidentFilter())),
    "find_incidents.saved_filters": (LOOK, lambda s: find_incidents.saved_filters(s)),
    "find_people.find_people": (LOOK, lambda s: find_people.find_people(s, "jan")),
    "find_people.person_with": (LOOK, lambda s: find_people.person_with(s, RecordKind.PARENT, 1)),
    "identify_author.identify_author": (
        STEPS,
        lambda s: identify_author.identify_author(
            s, 1, 1, IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name="A. N. Other"), "Told so."
        ),
    ),
    "incident_draft.drafts_left": (LOOK, lambda s: incident_draft.drafts_left(s)),
    "incident_draft.take_over_draft": (RESTRICT, lambda s: incident_draft.take_over_draft(s, 1)),
    "put_right.leave_out_of_prints": (RECORD, lambda s: put_right.leave_out_of_prints(s, Laid.WORDS, 1, "Wrong.")),
    "put_right.move_to_incident": (
        RECORD,
        lambda s: put_right.move_to_incident(s, Laid.WORDS, 1, "2026-0001", "Wrong."),
    ),
    "put_right.put_back_into_prints": (RECORD, lambda s: put_right.put_back_into_prints(s, Laid.WORDS, 1)),
    "put_right.take_back_step": (STEPS, lambda s: put_right.take_back_step(s, 1, "Never rang.")),
    "incident_draft.drop_incident_draft": (RECORD, lambda s: incident_draft.drop_incident_draft(s)),
    "incident_draft.incident_draft": (LOOK, lambda s: incident_draft.incident_draft(s)),
    "incident_draft.keep_incident_draft": (RECORD, lambda s: incident_draft.keep_incident_draft(s, {"account": "W"})),
    "hand_over.hand_over": (Permission.MANAGE_USERS, lambda s: hand_over.hand_over(s, 1, 2)),
    "hand_over.looked_after": (Permission.MANAGE_USERS, lambda s: hand_over.looked_after(s, 1)),
    "hand_over.successors": (Permission.MANAGE_USERS, lambda s: hand_over.successors(s, 1)),
    "incident_reminders.due_items": (LOOK, lambda s: incident_reminders.due_items(s)),
    "keep_evidence.add_evidence": (
        RECORD,
        lambda s: keep_evidence.add_evidence(s, None, b"words", EvidenceOrigin(), file_name="chat.txt"),
    ),
    "keep_evidence.custody_of": (LOOK, lambda s: keep_evidence.custody_of(s, 1)),
    "keep_evidence.describe_evidence": (RECORD, lambda s: keep_evidence.describe_evidence(s, 1, EvidenceOrigin())),
    "keep_evidence.evidence_content": (LOOK, lambda s: keep_evidence.evidence_content(s, 1)),
    "keep_evidence.remove_draft_evidence": (RECORD, lambda s: keep_evidence.remove_draft_evidence(s, 1)),
    "keep_evidence.save_evidence": (EXPORT, lambda s: keep_evidence.save_evidence(s, 1, Path("nowhere/at/all.png"))),
    "keep_evidence.thumbnail": (LOOK, lambda s: keep_evidence.thumbnail(s, 1)),
    "print_incident.incident_file_pdf": (PRINT, lambda s: print_incident.incident_file_pdf(s, 1, LeaveOut())),
    "print_incident.incident_file": (PRINT, lambda s: print_incident.incident_file(s, 1, LeaveOut(names=True))),
    "print_incident.chronology_file": (PRINT, lambda s: print_incident.chronology_file(s, [1], LeaveOut(names=True))),
    "print_incident.chronology_pdf": (PRINT, lambda s: print_incident.chronology_pdf(s, [1], LeaveOut())),
    "print_incident.evidence_bundle_pdf": (EXPORT, lambda s: print_incident.evidence_bundle_pdf(s, 1)),
    "record_incident.record_incident": (
        RECORD,
        lambda s: record_incident.record_incident(s, record_incident.NewIncident(FACTS, (SOMEBODY,))),
    ),
    "restrict_incident.lift_restriction": (RESTRICT, lambda s: restrict_incident.lift_restriction(s, 1, "It is over.")),
    "restrict_incident.people_to_name": (LOOK, lambda s: restrict_incident.people_to_name(s)),
    "restrict_incident.restrict_incident": (RESTRICT, lambda s: restrict_incident.restrict_incident(s, 1, WISH)),
    "school_calendar.due_items": (Permission.SEE_FIGURES, lambda s: school_calendar.due_items(s)),
    "moved_by_calendar.moved_by": (
        Permission.CHANGE_SCHOOL,
        lambda s: moved_by_calendar.moved_by(s, CALENDAR),
    ),
    "school_calendar.keep_school_calendar": (
        Permission.CHANGE_SCHOOL,
        lambda s: school_calendar.keep_school_calendar(s, CALENDAR),
    ),
    "school_calendar.school_calendar": (Permission.SEE_FIGURES, lambda s: school_calendar.school_calendar(s)),
    "unpack_evidence.take_in": (
        RECORD,
        lambda s: unpack_evidence.take_in(s, None, b"words", EvidenceOrigin(), file_name="chat.txt"),
    ),
    "take_step.cancel_step": (STEPS, lambda s: take_step.cancel_step(s, 1, "Not needed.")),
    "take_step.change_step": (STEPS, lambda s: take_step.change_step(s, STEP)),
    "take_step.finish_step": (STEPS, lambda s: take_step.finish_step(s, 1, "reached", {})),
    "take_step.plan_step": (STEPS, lambda s: take_step.plan_step(s, STEP)),
    "withdraw_incident.withdraw_incident": (RECORD, lambda s: withdraw_incident.withdraw_incident(s, 1, "Twice.")),
    "withdraw_incident.withdraw_person": (RECORD, lambda s: withdraw_incident.withdraw_person(s, 1, 1, "A namesake.")),
    "take_step.proposed_step": (LOOK, lambda s: take_step.proposed_step(s, 1, StepKind.NOTE)),
}

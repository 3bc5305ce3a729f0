"""A complete, believable sample office: half a term of made-up work, told through the same errands as real work."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from halton_desktop.domain.acknowledgement import Answer, FormState, HowItCame
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.calendar import school_year
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.domain.register import FormFilter
from halton_desktop.domain.school import School
from halton_desktop.domain.user import User
from halton_desktop.errors import Refused
from halton_desktop.sample import forms as demo_forms
from halton_desktop.sample import incidents as demo_incidents
from halton_desktop.sample import reviews as demo_reviews
from halton_desktop.sample.people import DemoFamily, demo_families
from halton_desktop.services.administration.back_up import back_up
from halton_desktop.services.administration.keep_school import mark_as_sample
from halton_desktop.services.administration.manage_users import add_user, list_users
from halton_desktop.services.administration.open_office import FirstUser, create_office
from halton_desktop.services.consent_forms.return_form import change_answer, return_form
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

USER, PASSWORD = "demo", "sample office words"
FAMILIES = 190
WEEKS = 11
# No school of this name exists: title, header, every page printed and every backup's name say that it is a sample.
SCHOOL = School(
    name="SAMPLE: Weir Lane School",
    address=PostalAddress(("1 Nowhere Lane", "Sampletown"), "WA8 7TD"),
    telephone="0151 496 0100",
    email="office@school.example",
    website="www.school.example",
    headteacher="Mrs G. Jones",
)
HEADTEACHER = "gjones"
COLLEAGUES = (
    ("aclarke", "A. Clarke", Role.OFFICE),
    (HEADTEACHER, "Mrs G. Jones", Role.HEADTEACHER),
    ("reader", "T. Okonkwo", Role.READER),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the sample office is and how to sign in; every colleague has the same password."""

    folder: Path
    user: str
    password: str


class DemoClock:
    """Time as the story tells it: it starts weeks ago and ends now."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment of the story."""
        return self.now

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


def made_demo(folder: Path, files: ProgramFiles) -> Demo:
    """The sample office in a folder; made where there is none yet, whole or not at all."""
    if not folder.exists():
        unfinished = folder.with_name(f"{folder.name} (unfinished)")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_demo(unfinished, files)
        unfinished.rename(folder)
    return Demo(folder, USER, PASSWORD)


def make_demo(folder: Path, files: ProgramFiles, now: datetime | None = None) -> Demo:
    """Make the sample office in a new or empty folder, up to the present moment. Raises Refused where it is not."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"The folder {folder} is not empty.", "Name a new folder for the sample office.")
    present = now or datetime.now(UTC)
    clock = DemoClock(_monday_morning(present - timedelta(weeks=WEEKS)))
    began = date(clock.now.year - 2, 9, 1)
    code = files.first_edition(began - timedelta(days=60), began)
    session, _recovery_key = create_office(
        folder, SCHOOL, FirstUser(USER, "Sample administrator", PASSWORD), files, code=code, clock=clock
    )
    with session:
        mark_as_sample(session)
        _tell_the_story(session, clock, present)
    demo_forms.headteacher_views(folder, HEADTEACHER, PASSWORD, files, clock)
    return Demo(folder, USER, PASSWORD)


def _tell_the_story(session: OfficeSession, clock: DemoClock, present: datetime) -> None:
    for sign_in_name, name, role in COLLEAGUES:
        add_user(session, sign_in_name, name, role, PASSWORD)
    office = _as(session, Role.OFFICE)
    clock.wait(hours=1)
    demo_reviews.adopt_second_edition(office, present)
    _take_in_families(office)
    clock.wait(days=1)
    _send(office, LetterRequest("acknowledgement", Recipients.ALL, per=Per.HOUSEHOLD))
    _slips_come_back(office, clock, weeks=5, share=0.62)
    _send(office, LetterRequest("reminder_1", Recipients.OUTSTANDING, per=Per.PERSON))
    _slips_come_back(office, clock, weeks=3, share=0.55)
    demo_incidents.fill(session, office, _as(session, Role.HEADTEACHER), clock, present)
    demo_forms.fill(office, _as(session, Role.HEADTEACHER))
    demo_reviews.tell_some(office)
    clock.now = max(clock.now, present - timedelta(hours=5))
    _new_family_joins(office)
    clock.now = max(clock.now, present - timedelta(hours=2))
    back_up(session)
    clock.now = present


def _take_in_families(office: OfficeSession) -> None:
    """All at once, as an import does; a few carry what makes an office careful."""
    families = demo_families(FAMILIES, school_year(office.today))
    with office.change(Permission.IMPORT_PARENTS) as work:
        for number, family in enumerate(families):
            parents = list(family.parents)
            if number % 47 == 5:
                parents[0] = replace(parents[0], address=PostalAddress())
            if number % 61 == 8:
                reason = "Asked for telephone calls only (letter of 02/09/2026)"
                parents[0] = replace(parents[0], do_not_write=True, do_not_write_reason=reason)
            if number % 53 == 3:
                both = frozenset({Capacity.PARENT_CARER, Capacity.GOVERNOR})
                parents[0] = replace(parents[0], capacities=both)
            if number % 37 == 11:
                both = frozenset({Capacity.PARENT_CARER, Capacity.PTA_MEMBER})
                parents[0] = replace(parents[0], capacities=both)
            family = replace(family, parents=tuple(parents))
            _keep(work, family, court_order=number % 67 == 21)
        work.commit()


def _keep(work: UnitOfWork, family: DemoFamily, *, court_order: bool) -> None:
    parents = work.parents.add_parents(family.parents, work.now)
    pupils = work.parents.add_pupils(family.pupils, work.now)
    last = len(parents) - 1
    ties = [
        replace(
            tie,
            parent_id=parents[tie.parent_id],
            pupil_id=pupils[tie.pupil_id],
            court_order=court_order and tie.parent_id == last,
        )
        for tie in family.ties
    ]
    work.parents.keep_ties(ties)
    work.parents.index(parents)
    for parent_id, parent in zip(parents, family.parents, strict=True):
        work.record("parent added", RecordKind.PARENT, parent_id, new={"name": parent.full_name})
    work.touch(RecordKind.PUPIL, *pupils)


def _send(office: OfficeSession, request: LetterRequest) -> None:
    confirm_letters(office, prepare_letters(office, plan_letters(office, request)))


def _slips_come_back(office: OfficeSession, clock: DemoClock, *, weeks: int, share: float) -> None:
    """Most say yes, a few do not, some forget to sign."""
    dice = random.Random(weeks)  # noqa: S311 - made-up returns, not secrets
    with office.look() as work:
        ids = list(work.forms.ids(FormFilter(state=FormState.ISSUED)))
        references = [form.reference for form in work.forms.by_ids(ids)]
    dice.shuffle(references)
    coming = references[: int(len(references) * share)]
    answers = dice.choices(
        (Answer.ACCEPTED, Answer.WANTS_TO_TALK, Answer.DECLINED, Answer.UNSIGNED), (92, 3, 2, 3), k=len(coming)
    )
    days = weeks * 5
    to_talk_to: list[int] = []
    for number, (reference, answer) in enumerate(zip(coming, answers, strict=True)):
        how = HowItCame.BY_PUPIL if number % 3 else HowItCame.PAPER
        booked = return_form(office, reference, answer, how)
        if answer is Answer.WANTS_TO_TALK:
            to_talk_to.append(booked.form.id)
        if number % max(1, len(coming) // days) == 0:
            clock.now = _next_school_morning(clock.now)
            if len(to_talk_to) > 1:
                change_answer(office, to_talk_to.pop(0), Answer.ACCEPTED, note="Spoke on the telephone; happy with it.")


def _new_family_joins(office: OfficeSession) -> None:
    """A family nobody has written to yet."""
    with office.change(Permission.IMPORT_PARENTS) as work:
        for family in demo_families(4, school_year(office.today), seed=77, first=FAMILIES):
            _keep(work, family, court_order=False)
        work.commit()


def _as(session: OfficeSession, role: Role) -> OfficeSession:
    """The same open office in the hands of the first colleague of a role."""
    who: User = next(user for user in list_users(session) if user.role is role)
    return OfficeSession(session.vault, who, session.files, session.clock)


def _monday_morning(moment: datetime) -> datetime:
    monday = moment - timedelta(days=moment.weekday())
    return monday.replace(hour=8, minute=40, second=0, microsecond=0)


def _next_school_morning(moment: datetime) -> datetime:
    later = moment + timedelta(days=1)
    while later.weekday() > 4:
        later += timedelta(days=1)
    return later.replace(hour=9, minute=5)

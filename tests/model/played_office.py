"""An office that is played by chance: each errand goes through its service and into the ledger; both are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from halton_desktop.domain.acknowledgement import Answer, FormKind
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.calendar import Closure, ClosureKind, SchoolCalendar
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.parents.parent import ParentOf
from halton_desktop.domain.register import Acknowledged, FormFilter, ParentFilter
from halton_desktop.errors import Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.consent_forms.acknowledgement_coverage import overview, whole_school_on
from halton_desktop.services.consent_forms.form_register import form_ids, form_page, overdue_count
from halton_desktop.services.consent_forms.form_reminders import due_items
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, drop_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_ids, parent_page, pupil_with_id
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_parents import (
    add_parent,
    add_pupil,
    change_parent,
    change_pupil,
    pupil_left,
)
from halton_desktop.services.parents.take_back_parent import make_one_person, withdraw_parent
from halton_desktop.services.reviews.amend_code import adopt_edition, change_draft, list_editions, start_draft
from tests.factories import StandingClock, a_parent, a_pupil, make_office
from tests.helpers.contact_files import sims_csv, sims_row
from tests.model.ledger import BACK, PRINTED, SENT, UNSENT, Child, Entry, Ledger, Person, Slip

REMINDERS = ("reminder_1", "reminder_2")
GIVEN = (Answer.ACCEPTED, Answer.ACCEPTED, Answer.DECLINED, Answer.WANTS_TO_TALK, Answer.UNSIGNED, Answer.DAMAGED)


class PlayedOffice:
    """``play`` does one errand at random; ``compare`` asserts that every figure, list and bar equals the recount."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.clock = StandingClock()
        self.office = make_office(folder / "office", self.clock)
        self.folder, self.chance, self.ledger = folder, chance, Ledger()
        self.ledger.editions = [edition.id for edition in list_editions(self.office) if edition.adopted]
        self.ledger.began = [self.office.today]
        self.began = self.office.today
        self.done: list[str] = []
        self.calendar = SchoolCalendar()
        self._number = 0
        self.join()

    def close(self) -> None:
        self.office.close()

    # --- errands ------------------------------------------------------------------------------------------------------

    def play(self) -> None:
        """One errand, the frequent ones more often."""
        often = (self.book, self.book, self.book, self.days_pass, self.days_pass, self.print_first, self.print_first)
        now_and_then = (self.remind, self.remind, self.confirm, self.confirm, self.undo, self.undo, self.join)
        seldom = (self.leave, self.drop, self.block, self.rename, self.merge, self.mistake, self.september)
        rare = (self.second_child, self.closing_day, self.next_edition, self.file)
        errand: Callable[[], None] = self.chance.choice((*often, *now_and_then, *seldom, *rare))
        self.done.append(errand.__name__)
        errand()

    def join(self) -> None:
        """A family is entered: one or two children, one or two parents, in one home or two."""
        children = [a_pupil(year_group=self.chance.choice("789")) for _ in range(self.chance.choice((1, 1, 2)))]
        ids = [add_pupil(self.office, child) for child in children]
        for pupil_id, child in zip(ids, children, strict=True):
            self.ledger.children[pupil_id] = Child(self.office.today, child.year_group)
        home = a_parent().address
        for _ in range(self.chance.choice((1, 2))):
            homeless = self.chance.random() < 0.15
            parent = a_parent(forename=self._name(), address=PostalAddress() if homeless else home)
            ties = [ParentOf(0, pupil_id, "mother", parental_responsibility=True, priority=1) for pupil_id in ids]
            parent_id = add_parent(self.office, parent, ties)
            self.ledger.people[parent_id] = Person(self.office.today, set(ids), homeless=homeless)

    def file(self) -> None:
        """A file of the school's system brings a new family."""
        name = self._name()
        row = sims_row(adno="", Forename=name, Mobile="", Email="", House=str(1000 + self._number))
        row |= {
            "Contact Forename": name,
            "Legal Surname": f"Import{name}",
            "Contact Surname": f"Import{name}",
            "Year": "Year  8",
        }
        path = self.folder / "contacts.csv"
        path.write_bytes(sims_csv(row))
        before = set(parent_ids(self.office, ParentFilter()))
        apply_import(self.office, preview_import(self.office, path))
        for parent_id in set(parent_ids(self.office, ParentFilter())) - before:
            family = parent_page(self.office, parent_id).family
            self.ledger.people[parent_id] = Person(self.office.today, {child.pupil.id for child in family.children})
            self.ledger.children |= {
                child.pupil.id: Child(self.office.today, child.pupil.year_group) for child in family.children
            }

    def leave(self) -> None:
        here = [one for one, child in self.ledger.children.items() if not child.left]
        if here:
            pupil_id = self.chance.choice(here)
            pupil_left(self.office, pupil_id, self.office.today)
            self.ledger.children[pupil_id].left_on = self.office.today

    def second_child(self) -> None:
        """Somebody who is known already has another child join, sometimes after the first has left."""
        if not self.ledger.people:
            return
        parent_id = self.chance.choice(list(self.ledger.people))
        child = a_pupil(year_group=self.chance.choice("789"))
        pupil_id = add_pupil(self.office, child)
        family = parent_page(self.office, parent_id).family
        tie = ParentOf(parent_id, pupil_id, "mother", parental_responsibility=True, priority=1)
        change_parent(self.office, family.parent, [*(own.tie for own in family.children), tie])
        self.ledger.children[pupil_id] = Child(self.office.today, child.year_group)
        self.ledger.people[parent_id].children.add(pupil_id)

    def closing_day(self) -> None:
        """A day without school is entered late: what is wanted by it is wanted by the next."""
        day = self.office.today + timedelta(days=self.chance.randint(0, 20))
        closure = Closure(ClosureKind.CLOSURE, "Snow", day, day)
        self.calendar = replace(self.calendar, closures=(*self.calendar.closures, closure))
        keep_school_calendar(self.office, self.calendar)
        for slip in self.ledger.slips:
            sent = [entry for entry in slip.alive if entry.what == SENT]
            if slip.owing and sent and sent[-1].due == day:
                sent[-1].due = self.calendar.school_day_on_or_after(day)

    def september(self) -> None:
        """Everybody moves up a year."""
        for pupil_id, child in self.ledger.children.items():
            child.year = str(int(child.year) + 1)
            pupil = pupil_with_id(self.office, pupil_id)
            change_pupil(self.office, replace(pupil, year_group=child.year, form=f"{child.year}D"))

    def block(self) -> None:
        """Letters to somebody are blocked, or allowed again."""
        if not self.ledger.people:
            return
        parent_id, person = self.chance.choice(list(self.ledger.people.items()))
        person.blocked = not person.blocked
        why = "asked us not to" if person.blocked else ""
        parent = parent_page(self.office, parent_id).parent
        change_parent(self.office, replace(parent, do_not_write=person.blocked, do_not_write_reason=why))

    def rename(self) -> None:
        if self.ledger.people:
            parent = parent_page(self.office, self.chance.choice(list(self.ledger.people))).parent
            change_parent(self.office, replace(parent, surname=f"{parent.surname}{self._name().lower()}"))

    def merge(self) -> None:
        if len(self.ledger.people) > 2:
            stays, goes = self.chance.sample(list(self.ledger.people), 2)
            if any({stays, goes} & set(slips) for _letter, slips in self.ledger.waiting.values()):
                return  # a printing that waits names both; nobody would put them together before it is confirmed
            make_one_person(self.office, stays, goes)
            self.ledger.make_one(stays, goes, self.office.today)

    def mistake(self) -> None:
        """Somebody should not have been entered."""
        waiting = {one for _letter, slips in self.ledger.waiting.values() for one in slips}
        people = [one for one in self.ledger.people if one not in waiting]
        if people and self.chance.random() < 0.5:
            parent_id = self.chance.choice(people)
            withdraw_parent(self.office, parent_id, "Entered by mistake.")
            del self.ledger.people[parent_id]
            self.ledger.slips = [slip for slip in self.ledger.slips if slip.person != parent_id]

    def next_edition(self) -> None:
        if self.chance.random() < 0.4:
            self.clock.now += timedelta(days=30)
            draft = start_draft(self.office)
            first = replace(draft.clauses[0], statement=f"{draft.clauses[0].statement} {self._name()}.")
            change_draft(self.office, replace(draft, clauses=(first, *draft.clauses[1:]), changes="A name."))
            adopt_edition(self.office, draft.id, self.office.today, self.office.today)
            self.ledger.editions.append(draft.id)
            self.ledger.began.append(self.office.today)

    def days_pass(self) -> None:
        self.clock.now += timedelta(days=self.chance.choice((1, 3, 10, 20, 40)))

    def print_first(self) -> None:
        """The letter goes to everybody not told yet, or to those still outstanding."""
        if self.chance.random() < 0.5:
            new = self.ledger.with_word("not asked yet", self.office.today)
            request = LetterRequest("acknowledgement", parent_ids=tuple(sorted(new)))
        else:
            request = LetterRequest("acknowledgement", Recipients.OUTSTANDING)
        self._print(request)

    def remind(self) -> None:
        self._print(LetterRequest(self.chance.choice(REMINDERS), self.chance.choice(tuple(Recipients))))

    def _print(self, request: LetterRequest) -> None:
        plan = plan_letters(self.office, request)
        if not plan.letters:
            return
        batch = prepare_letters(self.office, plan)
        slips = {}
        for family in (family for letter in plan.letters for family in letter.families):
            parent_id = family.parent.id
            with self.office.look() as work:
                form = work.forms.newest(FormKind.ACKNOWLEDGEMENT, plan.edition.id)[parent_id]
            slip = self.ledger.slip(parent_id)
            if slip is None:
                slip = Slip(form.id, form.reference, parent_id, plan.edition.id, [Entry(self.office.today, PRINTED)])
                self.ledger.slips.append(slip)
            assert slip.form == form.id, "the slip printed again is the one there is"
            slips[parent_id] = slip
        self.ledger.waiting[batch] = (request.letter, slips)
        if self.chance.random() < 0.8:
            self.confirm()

    def confirm(self) -> None:
        """The newest printing came out."""
        if not self.ledger.waiting:
            return
        batch, (letter, slips) = list(self.ledger.waiting.items())[-1]
        with self.office.look() as work:
            printed = work.letters.batch(batch).prepared_at.astimezone().date()
        went_out = self.chance.choice((printed, self.office.today))
        day = went_out + timedelta(days=14)
        confirm_letters(self.office, batch, went_out)
        del self.ledger.waiting[batch]
        due = self.calendar.school_day_on_or_after(day)
        for slip in slips.values():
            if slip.owing or slip.state in (PRINTED, UNSENT):
                slip.log.append(Entry(went_out, SENT, due=due, letter=letter))
        self.ledger.replace_older(list(slips.values()), self.office.today)

    def drop(self) -> None:
        """The newest printing did not come out."""
        if not self.ledger.waiting:
            return
        batch, (_letter, slips) = self.ledger.waiting.popitem()
        drop_letters(self.office, batch)
        elsewhere = {slip.form for _letter, others in self.ledger.waiting.values() for slip in others.values()}
        for slip in slips.values():
            if slip.state == PRINTED and slip.form not in elsewhere:
                if len(slip.log) == 1:
                    self.ledger.slips.remove(slip)
                else:
                    slip.log.append(Entry(self.office.today, UNSENT))

    def book(self) -> None:
        """A slip comes back, of whatever edition; what the ledger says cannot come back is refused."""
        if self.ledger.slips:
            slip, answer = self.chance.choice(self.ledger.slips), self.chance.choice(GIVEN)
            if self.ledger.may_come_back(slip, answer.value):
                return_form(self.office, slip.reference, answer)
                slip.log.append(Entry(self.office.today, BACK, answer=answer.value))
            else:
                self._refused(lambda: return_form(self.office, slip.reference, answer))

    def undo(self) -> None:
        """One entry of a slip is undone, not always the newest."""
        slips = [s for s in self.ledger.slips if any(entry.what in (SENT, BACK) for entry in s.alive)]
        if slips:
            slip = self.chance.choice(slips)
            entry = self.chance.choice([entry for entry in slip.alive if entry.what in (SENT, BACK)])
            events = [event for event in form_page(self.office, slip.form).events if event.undoes is None]
            undo_entry(self.office, slip.form, "By mistake.", events[slip.log.index(entry)].id)
            entry.undone = True

    def _refused(self, errand: Callable[[], object]) -> None:
        try:
            errand()
        except Refused:
            return
        raise AssertionError("what cannot come back was booked")

    def _name(self) -> str:
        self._number += 1
        return "Q" + "".join(chr(ord("a") + int(digit)) for digit in str(self._number))

    # --- the recount --------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Every figure, list, bar, badge and line of Today equals the recount."""
        counted, today = overview(self.office), self.office.today
        self._compare_line(counted.school, "")
        years = {year for one in self.ledger.current() for year in self.ledger.years(one)}
        assert {line.group for line in counted.lines if line.people} == years
        for line in counted.lines:
            self._compare_line(line, line.group)
            opened = form_ids(self.office, FormFilter(outstanding=True, year_group=line.group))
            assert len(opened) == line.outstanding
        for word in Acknowledged:
            shown = set(parent_ids(self.office, ParentFilter(acknowledged=word))) & self.ledger.people.keys()
            if word is not Acknowledged.NOT_NEEDED:
                assert shown == self.ledger.with_word(word.value, today), word
            else:
                assert shown == self.ledger.people.keys() - set(self.ledger.current())
        overdue = self.ledger.with_word("overdue", today)
        assert self._people(FormFilter(overdue_on=today)) == overdue
        assert self._people(FormFilter(outstanding=True)) == overdue | self.ledger.with_word("outstanding", today)
        assert overdue_count(self.office) == len(overdue) == counted.due.overdue
        assert set(counted.due.first) == self.ledger.due_reminder("reminder_1", today)
        assert set(counted.due.second) == self.ledger.due_reminder("reminder_2", today)
        assert set(counted.not_told) == self.ledger.with_word("not asked yet", today)
        said = [item.sentence for item in due_items(self.office)]
        assert sum("wants to talk" in line for line in said) == len(self.ledger.with_word("wants to talk", today))
        late = [int(line.split()[0].replace(",", "")) for line in said if "past" in line]
        assert sum(late) == len(overdue)

    def compare_printing(self) -> None:
        """Nobody who should be asked is missing from the next printing, and reminders go to those due alone."""
        today = self.office.today
        new = self.ledger.with_word("not asked yet", today)
        plan = plan_letters(self.office, LetterRequest("acknowledgement", parent_ids=tuple(sorted(new))))
        going = {family.parent.id for letter in plan.letters for family in letter.families}
        people = self.ledger.people
        assert going == {one for one in new if not (people[one].blocked or people[one].homeless)}
        assert going | {left.parent_id for left in plan.not_printed} == new
        waiting = {one for letter, slips in self.ledger.waiting.values() if letter in REMINDERS for one in slips}
        for letter in REMINDERS:
            everybody = tuple(sorted(self.ledger.people))
            plan = plan_letters(self.office, LetterRequest(letter, parent_ids=everybody))
            going = {family.parent.id for letter in plan.letters for family in letter.families}
            assert going == self.ledger.due_reminder(letter, today) - waiting
            assert going | {left.parent_id for left in plan.not_printed} == set(everybody)

    def compare_at_the_end(self) -> None:
        """The file agrees with itself, and every day that has passed is still what it was."""
        assert list(check(self.office).findings) == []
        for _ in range(5):
            self.compare_a_day(
                self.began + timedelta(days=self.chance.randint(0, (self.office.today - self.began).days))
            )

    def compare_a_day(self, day: date) -> None:
        """The figures of a day that has passed, from its own people and events."""
        words = self.ledger.as_of(day)
        places = zip(self.ledger.editions, self.ledger.began, strict=True)
        edition = [one for one, began in places if began <= day][-1]
        line = whole_school_on(self.office, edition, day)
        answers = (line.accepted, line.declined, line.wants_to_talk, line.outstanding, line.not_asked)
        expected = (
            words["accepted"],
            words["declined"],
            words["wants to talk"],
            words["outstanding"],
            words["not asked"],
        )
        assert (answers, line.people) == (expected, sum(words.values())), day

    def _people(self, wanted: FormFilter) -> set[int]:
        with self.office.look() as work:
            forms = work.forms.by_ids(form_ids(self.office, wanted))
        assert len({form.parent_id for form in forms}) == len(forms), "nobody owes two slips"
        return {form.parent_id for form in forms}

    def _compare_line(self, line: object, year: str) -> None:
        words = self.ledger.counts(self.office.today, year)
        asked = sum(words.values()) - words["not asked yet"] - words["letter not confirmed"]
        expected = {
            "people": sum(words.values()),
            "asked": asked,
            "accepted": words["accepted"],
            "declined": words["declined"],
            "wants_to_talk": words["wants to talk"],
            "outstanding": words["outstanding"] + words["overdue"],
            "overdue": words["overdue"],
        }
        assert {name: getattr(line, name) for name in expected} == expected


def replay(folder: Path, seed: int, steps: int) -> PlayedOffice:
    """Play so many errands from one seed, comparing after each; returns the office for its figures, closed."""
    played = PlayedOffice(folder, Random(seed))
    try:
        for step in range(steps):
            played.play()
            played.compare()
            if step % 4 == 0:
                played.compare_printing()
        played.compare_at_the_end()
    except BaseException as error:
        error.add_note(f"seed {seed}, after {len(played.done)} errands: {', '.join(played.done)}")
        raise
    finally:
        played.close()
    return played

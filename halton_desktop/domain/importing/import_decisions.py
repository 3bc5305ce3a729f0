"""What an import asks the office, given what was decided before: by word, not by person, and nothing twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from halton_desktop.domain.importing.contact_import import (
    FieldChange,
    ImportPlan,
    PlannedHold,
    ReadContacts,
    RecordChange,
    RegisterSnapshot,
)
from halton_desktop.domain.importing.file_values import FileValues
from halton_desktop.domain.importing.import_capacities import answered_capacities
from halton_desktop.domain.importing.import_gone import ADDRESS
from halton_desktop.domain.importing.unclear_remarks import MOST_WORDINGS, unclear_questions
from halton_desktop.domain.importing.weighing import as_text
from halton_desktop.domain.parents import answers
from halton_desktop.domain.parents.hold import Hold, HoldKind
from halton_desktop.domain.parents.parent import NOT_GIVEN, Capacity, Parent
from halton_desktop.domain.parents.question import Question, QuestionKind, word_key

_DOUBTS = (QuestionKind.SAME_PERSON, QuestionKind.CHILD_ADDRESS)
_PLAIN_YES = frozenset({"y", "yes", "true", "1"})
"""In a column of court orders these need no question: the order is meant, and kept."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is on file: every hold, lifted ones too, every question, and the answers that are remembered."""

    holds: tuple[Hold, ...] = ()
    questions: tuple[Question, ...] = ()
    remembered: Mapping[tuple[QuestionKind, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportDecisions:
    """``plan`` with only what is new in it; ``asked`` is all of the file that nobody has decided, new or not.

    ``question_of`` gives, for each hold of the plan, which of its questions asks about it. ``ruled`` are the people to
    whom a remembered answer was applied, by folded word.
    """

    plan: ImportPlan
    asked: tuple[Question, ...] = ()
    question_of: tuple[int | None, ...] = ()
    ruled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def decide_import(
    plan: ImportPlan, read: ReadContacts, register: RegisterSnapshot, decided: Decided
) -> ImportDecisions:
    """Apply remembered answers, and ask what is left: each word or wording once for everybody it concerns."""
    words = _relationship_words(plan, register)
    plan, ruled = _with_remembered(plan, words, decided, register.values)
    doubted = {one for question in plan.questions for one in question.parent_ids if question.kind in _DOUBTS}
    holds, groups = _restrictions(plan.holds, decided, doubted)
    questions: list[Question] = [one for one in plan.questions if not _asked_before(one, decided)]
    asked = list(questions)
    question_of: dict[PlannedHold, int] = _held_for_doubt(holds, questions)
    for question, _all, new in groups:
        asked.append(question)
        if new:
            question_of |= dict.fromkeys(new, len(questions))
            questions.append(replace(question, parent_ids=_parents(new), pupil_ids=_pupils(new)))
    for question, new_people in _relationships(plan, read, register, words, decided):
        asked.append(question)
        if new_people:
            questions.append(replace(question, parent_ids=new_people))
    for question, new_people in unclear_questions(plan.unclear, decided.questions, decided.remembered):
        asked.append(question)
        if new_people:
            questions.append(replace(question, parent_ids=new_people))
    plan = replace(plan, holds=holds, questions=tuple(questions))
    return ImportDecisions(plan, tuple(asked), tuple(question_of.get(hold) for hold in holds), ruled)


def _held_for_doubt(holds: Iterable[PlannedHold], questions: list[Question]) -> dict[PlannedHold, int]:
    """Who is held only until it is known who they are, or where they live, and the question that asks it."""
    return {
        hold: place
        for hold in holds
        for place, question in enumerate(questions)
        if hold.found.kind is HoldKind.UNDECIDED and _doubts(question, hold) and hold.parent_id in question.parent_ids
    }


def _doubts(question: Question, hold: PlannedHold) -> bool:
    """Whether a question asks about a hold: who somebody is, where they live, or an address that is gone."""
    gone = question.kind is QuestionKind.GONE and question.value == ADDRESS
    return gone if hold.asks is QuestionKind.GONE else question.kind in _DOUBTS


# relationships


def _relationship_words(plan: ImportPlan, register: RegisterSnapshot) -> dict[int, list[str]]:
    """For each parent the words that tie them to a child, as they will be."""
    ties = {(tie.parent_id, tie.pupil_id): tie.relationship for tie in register.ties}
    ties |= {(change.after.parent_id, change.after.pupil_id): change.after.relationship for change in plan.changed_ties}
    ties |= {(tie.parent_id, tie.pupil_id): tie.relationship for tie in plan.new_ties}
    words: dict[int, list[str]] = defaultdict(list)
    for (parent_id, _pupil), word in ties.items():
        words[parent_id].append(word)
    return words


def _with_remembered(
    plan: ImportPlan, words: Mapping[int, list[str]], decided: Decided, known: FileValues
) -> tuple[ImportPlan, dict[str, tuple[int, ...]]]:
    """The plan with everybody decided on whose every word, or one that makes a parent, was answered before."""
    ruled: dict[str, list[int]] = defaultdict(list)
    values = dict(plan.values.parents)

    def settled(parent: Parent) -> Parent:
        keys = list(dict.fromkeys(word_key(word) for word in words.get(parent.id, ())))
        said = [decided.remembered.get((QuestionKind.RELATIONSHIP, key), "") for key in keys]
        answer = answers.PARENT.key if answers.PARENT.key in said else answers.CONTACT.key
        if not parent.undecided or not said or (answer not in said) or ("" in said and answer == answers.CONTACT.key):
            return parent
        ruled[keys[said.index(answer)]].append(parent.id)
        others = parent.capacities - {Capacity.UNDECIDED}
        after = replace(parent, capacities=others | {answers.CAPACITY_OF[answer]})
        fields = answered_capacities(values.get(parent.id) or known.parents.get(parent.id), parent, after)
        if fields is not None:
            values[parent.id] = fields
        return after

    changed = [_capacities_again(change, settled(change.after)) for change in plan.changed_parents]
    kept = tuple(change for change in changed if change.fields)
    new = tuple(settled(parent) for parent in plan.new_parents)
    plan = replace(
        plan,
        new_parents=new,
        changed_parents=kept,
        unchanged_parents=plan.unchanged_parents + len(changed) - len(kept),
        values=replace(plan.values, parents=values),
    )
    return plan, {word: tuple(people) for word, people in ruled.items()}


def _capacities_again(change: RecordChange[Parent], after: Parent) -> RecordChange[Parent]:
    """The change with other capacities at the end of it."""
    if after == change.after:
        return change
    fields = tuple(one for one in change.fields if one.field != "capacities")
    old, new = as_text(change.before.capacities), as_text(after.capacities)
    if old != new:
        fields += (FieldChange("capacities", old, new),)
    return RecordChange(change.before, after, fields)


def _relationships(
    plan: ImportPlan,
    read: ReadContacts,
    register: RegisterSnapshot,
    words: Mapping[int, list[str]],
    decided: Decided,
) -> Iterable[tuple[Question, tuple[int, ...]]]:
    """One question a word, with everybody of the office it concerns, and who of them is new to it."""
    rows: dict[str, list[int]] = defaultdict(list)
    for pupil in read.pupils:
        for contact in pupil.contacts:
            rows[word_key(contact.relationship or NOT_GIVEN)].append(contact.row)
    people = {parent.id: parent for parent in (*register.parents, *plan.new_parents)}
    people |= {change.after.id: change.after for change in plan.changed_parents}
    concerned: dict[str, dict[int, str]] = defaultdict(dict)
    for parent in people.values():
        for word in words.get(parent.id, ()) if parent.undecided else ():
            concerned[word_key(word)][parent.id] = word
    known = {
        word_key(one.value): set(one.parent_ids)
        for one in decided.questions
        if one.kind is QuestionKind.RELATIONSHIP and not one.answer
    }
    for key, by_parent in concerned.items():
        if key in rows:
            shown = next(iter(by_parent.values()))
            question = replace(relationship_question(shown, by_parent), rows=tuple(rows[key]))
            yield question, tuple(one for one in by_parent if one not in known.get(key, ()))


def relationship_question(word: str, parent_ids: Iterable[int]) -> Question:
    """What is asked of a word nobody knows, and of cells that are empty."""
    shown = word[:1].upper() + word[1:]
    text = f"“{shown}”" if word != NOT_GIVEN else "No relationship is given"
    meanwhile = "No letter goes to them until somebody says what the word means."
    kind, choices = QuestionKind.RELATIONSHIP, answers.RELATIONSHIP
    return Question(0, kind, shown, text, meanwhile, choices, tuple(parent_ids))


# restrictions

_Group = tuple[Question, list[PlannedHold], list[PlannedHold]]


def _restrictions(
    planned: Iterable[PlannedHold], decided: Decided, doubted: Collection[int]
) -> tuple[tuple[PlannedHold, ...], list[_Group]]:
    """The holds that are new, and for each wording its question, all its holds and the new ones among them.

    Whoever is ``doubted`` is asked about by another question than a wording.
    """
    on_file = {_key(hold.parent_id, hold.pupil_id, hold.kind, hold.reason): hold for hold in decided.holds}
    new: dict[tuple[object, ...], PlannedHold] = {}
    wordings: dict[tuple[HoldKind, str], dict[str, list[PlannedHold]]] = defaultdict(lambda: defaultdict(list))
    for one in planned:
        found = one.found
        known = on_file.get(_key(one.parent_id, one.pupil_id, found.kind, found.words))
        answer = decided.remembered.get((QuestionKind.RESTRICTION, word_key(found.words)), "")
        if known is None:
            one = replace(one, pupil_id=None) if answer == answers.NEVER.key else one
            key = _key(one.parent_id, one.pupil_id, found.kind, found.words)
            if key in new or key in on_file:
                continue
            new[key] = one
        elif not known.stands or _answered(known, decided):
            continue
        plain = found.kind is HoldKind.COURT_ORDER and word_key(found.words) in _PLAIN_YES
        elsewhere = found.kind is HoldKind.UNDECIDED and (one.asks is not None or one.parent_id in doubted)
        if not answer and not plain and not elsewhere and not one.settled:
            column = found.place.partition(", ")[2]
            wordings[found.kind, column][word_key(found.words)].append(one)
    fresh = set(new.values())
    groups = [
        (_restriction_question(kind, value, text, members), members, [one for one in members if one in fresh])
        for (kind, column), by_words in wordings.items()
        for value, text, members in _asked_together(kind, column, by_words)
    ]
    groups.sort(key=lambda group: answers.SEVERITY.index(group[1][0].found.kind))
    return tuple(new.values()), groups


def _asked_together(
    kind: HoldKind, column: str, by_words: Mapping[str, list[PlannedHold]]
) -> Iterable[tuple[str, str, list[PlannedHold]]]:
    """Value, text and holds of each question of one column: one a wording, or one for all where they are many."""
    place = f" in {column}" if column else ""
    if len(by_words) > MOST_WORDINGS:
        everybody = [one for members in by_words.values() for one in members]
        yield column, f"Different words{place} that may mean “{kind.value}”", everybody
        return
    for members in by_words.values():
        words = members[0].found.words
        yield words, f"“{words}”{place}", members


def _restriction_question(kind: HoldKind, value: str, text: str, members: list[PlannedHold]) -> Question:
    asked = QuestionKind.REMARK if kind is HoldKind.UNDECIDED else QuestionKind.RESTRICTION
    rows = dict.fromkeys(int(number) for one in members for number in re.findall(r"\d+", one.found.place)[:1])
    meanwhile = "Nothing is printed to them until somebody has decided."
    choices = answers.RESTRICTION[kind]
    return Question(
        0, asked, value, text, meanwhile, choices, _parents(members), _pupils(members), rows=tuple(rows)
    )  # fmt: skip


def _key(parent_id: int, pupil_id: int | None, kind: HoldKind, words: str) -> tuple[object, ...]:
    return parent_id, pupil_id, kind, word_key(words)


def _answered(hold: Hold, decided: Decided) -> bool:
    """Whether somebody said already that the hold is right: no open question concerns the person."""
    kinds = (QuestionKind.RESTRICTION, QuestionKind.REMARK)
    return not any(
        one.kind in kinds and not one.answer and hold.parent_id in one.parent_ids for one in decided.questions
    )


def _asked_before(question: Question, decided: Decided) -> bool:
    """Whether the same was asked of the same people of the register, answered or not."""
    known = {one for one in (*question.parent_ids, *question.pupil_ids) if one > 0}
    return any(
        one.kind is question.kind
        and word_key(one.value) == word_key(question.value)
        and known <= {*one.parent_ids, *one.pupil_ids}
        for one in decided.questions
    )


def _parents(holds: Iterable[PlannedHold]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(hold.parent_id for hold in holds))


def _pupils(holds: Iterable[PlannedHold]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(hold.pupil_id for hold in holds if hold.pupil_id is not None))

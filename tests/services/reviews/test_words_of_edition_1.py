"""Edition 1 in the program's words says what the association's code says: every clause, nothing less, nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import program_files

pytestmark = pytest.mark.case("harm-9")
EDITION = program_files().first_edition(date(2026, 9, 1))

MEANING = {
    "1.1": (
        "due regard · law · includes, but is not limited to · Data Protection Act 2018 · Defamation Act "
        "2013 · Protection of Freedoms Act 2012 (as amended)"
    ),
    "2.1": "expects parents and carers to behave appropriately online · will not tolerate any",
    "2.1a": "defamatory · other parents or carers · pupils · school or college · employees · or other sites",
    "2.1b": "complaining · values and methods · or other sites",
    "2.2": (
        "every school has a Complaints Procedures Policy · anybody else concerned · concern or grievance "
        "· conduct of the school or college or of its staff · do not broadcast grievances online"
    ),
    "2.3": "made aware · responsibilities · social networks · behave online",
    "2.4": (
        "take breaches of this code seriously · illegal, defamatory or discriminatory · "
        "appropriate sanctions · not only include a temporary ban · more serious cases · criminal "
        "prosecution"
    ),
    "2.5": "will not try to “friend” or “follow” · any member of school or college staff · social media",
    "2.6": (
        "expected not to post anonymously or under an alias to evade being identified · "
        "in direct breach of the guidance"
    ),
    "2.7": (
        "keep the right to ask the offending party · any damaging material immediately · social media and"
        " from any other website · posted or published"
    ),
    "3.1": "may wish to use messaging apps · positive and constructive · under no circumstances",
    "3.1a": "abusive messages to other parents or carers",
    "3.1b": ("abusive messages about other pupils, members of staff, parents or carers, or the school or college"),
    "3.1c": "abusive messages to members of staff",
    "3.2": (
        "WhatsApp for example · simple and easy · outside school or college · informed and up to date · "
        "used positively · any problem or breach · messaging apps · act immediately · contacting the "
        "parents, carers or other party concerned directly · prevent any further issues from continuing"
    ),
    "3.3": "can request a meeting · misconduct · online · abusive messages or defamatory posts",
    "3.4": (
        "parent-teacher association or of the governing body · while using online messaging · through "
        "their conduct · complaints procedure will be followed accordingly"
    ),
    "3.5": (
        "subject to the written consent of the parent · headteachers can view messages · between members "
        "of the parental body · to deal with problems more quickly and effectively"
    ),
    "3.6": (
        "headteachers can ask for group chats to be closed down · should any problems · continue · "
        "between parents and carers or parental bodies"
    ),
    "4.1": (
        "review this code every year · any changes or amendments · all teachers, parents and carers · any"
        " other parties affected"
    ),
    "4.2": "all parents, carers and child representatives · required",
}
"""What each clause of the association’s code asks, in words that must be found, parted by points."""

INTENT = (
    "association of secondary headteachers · good that social media can do · extremely harmful · "
    "young people · staff · school communities",
    "clear guidelines · guardians · messaging apps such as WhatsApp · harm misuse can do is avoided ·"
    " stands beside what is expected of staff and of students · complements",
    "aware of its obligations · asks parents and carers to support their child’s secondary school · "
    "students, staff and other members · further protected",
)


def missing(meaning: str, text: str) -> list[str]:
    """What of the meaning is not in a text."""
    return [part for part in meaning.split(" · ") if part.casefold() not in text.casefold()]


def test_edition_1_has_the_clauses_of_the_association_and_no_other() -> None:
    assert [clause.number for clause in EDITION.clauses] == list(MEANING)


@pytest.mark.parametrize("number", MEANING)
def test_a_clause_means_what_the_association_wrote(number: str) -> None:
    assert missing(MEANING[number], EDITION.parts[number]) == []


def test_the_statement_of_intent_is_there_whole() -> None:
    paragraphs = EDITION.intent.splitlines()
    assert len(paragraphs) == len(INTENT)
    assert [missing(meaning, paragraph) for meaning, paragraph in zip(INTENT, paragraphs, strict=True)] == [[], [], []]


@pytest.mark.parametrize("added", ["please", "you will be heard", "invite", "teaches", "at your own", "phone"])
def test_nothing_is_added_and_nothing_made_softer_than_the_code_is(added: str) -> None:
    assert added not in " ".join(EDITION.parts.values()).casefold()


def test_the_code_is_read_together_with_what_it_names_itself() -> None:
    assert [policy.name for policy in EDITION.policies] == [
        "Complaints Procedures Policy",
        "Social media expectations for staff",
        "Social media expectations for students",
    ]

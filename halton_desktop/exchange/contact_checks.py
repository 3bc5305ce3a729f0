"""What may be wrong with a contact or pupil in a file, in plain sentences, and the list they are gathered in."""

from __future__ import annotations

import re
from datetime import date

from halton_desktop.domain.address import PostalAddress, tidy_postcode
from halton_desktop.domain.importing.contact_import import ImportProblem
from halton_desktop.domain.parents.parent_match import LOST, sex_of
from halton_desktop.domain.parents.upn import upn_problem
from halton_desktop.domain.phone import phone_problem, tidy_phone
from halton_desktop.exchange.cell_values import LONGEST, is_placeholder, tidy

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NOT_TO_BE_USED = re.compile(
    r"\b(?:(?:do|must|should) not|don['’]?t|never|cannot) (?:be )?(?:use|used|ring|call|contact|phone)\b(?! (?:at|"
    r"before|after|"
    r"between|during|on|unless|until|in|from|outside|past|past|weekdays|mornings))|\b(?:wrong|old|dead|invalid|"
    r"incorrect|ex|"
    r"former|previous|disconnected|defunct|changed) (?:number|no|phone|mobile|tel)\b|\b(?:wrong|disconnected|invalid|"
    r"not in use|no longer|not (?:his|her|their|mum['’]?s|dad['’]?s)|unobtainable|out of (?:use|service)|cut off)\b|"
    r"^\W*old\b|\bold\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\(?[0-9](?:[0-9 ().-]|\(0\)){7,}[0-9](?:\s*(?:x|ext\.?)\s*[0-9]{1,6}\b)?")


YOUNGEST, OLDEST = 1, 25
"""Ages between which somebody may be a pupil: of a nursery, or long in the sixth form."""


class ReportProblem:
    """The problems of one file, in its order."""

    def __init__(self) -> None:
        self.problems: list[ImportProblem] = []
        self._told: set[tuple[str, str, str]] = set()

    def tell(self, row: int, column: str, value: str, message: str, place: str = "") -> None:
        """Add one; ``place`` ("cell B7", "line 34") goes into the first sentence."""
        end = message.index(". ") if ". " in message else len(message) - 1
        where = f" ({place})" if place else ""
        self.problems.append(ImportProblem(row, column, value[:LONGEST], f"{message[:end]}{where}{message[end:]}"))

    def is_news(self, column: str, value: str, name: str) -> bool:
        """Whether this was not told of this person yet: siblings repeat their parent's row."""
        key = (column, value, name)
        known = key in self._told
        self._told.add(key)
        return not known


def checked_email(text: str, name: str) -> tuple[str, tuple[str, ...], str]:
    """(the e-mail in small letters, or "" when it is none; others in the cell; what to say). Lost letters pass."""
    plain = tidy(text)
    if is_placeholder(plain):
        return "", (), ""
    found = [one.lower() for one in re.split(r"[\s;,/]+", plain) if _EMAIL.fullmatch(one)]
    if found and len(found) == len(re.split(r"[\s;,/]+", plain.strip(" ;,/"))):
        return found[0], tuple(f"also {one}" for one in found[1:]), ""
    if LOST in plain and " " not in plain:
        return plain.lower(), (), ""
    trouble = (
        f"“{plain}” is not an e-mail address like name@example.org. {name} was taken without an e-mail; correct it in "
        "your school’s system."
    )
    return "", (), trouble


def checked_phone(text: str, name: str) -> tuple[tuple[str, ...], str, str]:
    """(the numbers as they are kept; what else the cell says; what to tell).

    "07700 900111 (work)" and "mum 07700 900111" are a number and a remark, "07700 900111 / 07700 900222" are two.
    """
    plain = re.sub(r"(?<=[0-9])\.0+$", "", tidy(text).strip("'’="))
    if is_placeholder(plain):
        return (), "", ""
    if any(map(str.isdigit, plain)) and _NOT_TO_BE_USED.search(plain):
        said = f"“{plain}”, a telephone of {name}, is not to be used, as the file says. It is kept as a note only."
        return (), plain, said
    if not phone_problem(plain):
        return (tidy_phone(plain),), "", ""
    numbers = [one for found in _NUMBER.findall(plain) if not phone_problem(one := found.strip(" .-/"))]
    digits = sum(sign.isdigit() for sign in plain)
    if numbers and sum(sign.isdigit() for number in numbers for sign in number) >= digits - 4:
        rest = tidy(_NUMBER.sub(" ", plain))
        return tuple(map(tidy_phone, numbers)), plain if any(sign.isalnum() for sign in rest) else "", ""
    trouble = phone_problem(plain)
    said = f"“{plain}”, a telephone of {name}, cannot be rung: {trouble}. It was kept as it stands; correct it."
    return (plain,), "", said


def sex_trouble(title: str, stated: str, relationship: str, name: str) -> str:
    """What to say when title, sex and relationship do not go together, else ""."""
    by_title = sex_of(title)[0]
    by_relationship = sex_of("", relationship=relationship)[0]
    if by_title and by_relationship and by_title != by_relationship:
        return f"{name} is given as {relationship}, which does not go with “{title}”. Both were kept; check them."
    if by_title and stated and by_title != stated:
        word = "female" if stated == "F" else "male"
        return f"{name} is given as {word}, which does not go with “{title}”. The title was taken; check it."
    return ""


def postcode_trouble(address: PostalAddress, name: str) -> str:
    """What to say of a postcode that is none, else ""."""
    if not address.postcode or tidy_postcode(address.postcode):
        return ""
    return (
        f"“{address.postcode}” is not a postcode like WA8 7QU. It was kept, but no letter to {name} can be posted "
        "until it is corrected."
    )


def upn_trouble(upn: str, name: str) -> str:
    """What to say of a unique pupil number that looks wrong, else ""."""
    trouble = upn_problem(upn)
    return f"The UPN of {name} looks wrong: {trouble}. It was kept all the same; check it." if trouble else ""


def birthday_trouble(text: str, name: str) -> str:
    """What to say of a date that is none."""
    return (
        f"“{text}” is not a date like 05/12/2014 or 2014-12-05. {name} was taken without a date of birth, so later "
        "imports can find this pupil less surely."
    )


def age_trouble(born: date, today: date, name: str) -> str:
    """What to say of a birthday no pupil of today can have, else ""."""
    years = (today - born).days / 365.25
    if YOUNGEST <= years < OLDEST:
        return ""
    what = "lies in days to come" if years < 0 else f"makes {name} {int(years)} years old"
    return (
        f"“{born:%d/%m/%Y}” {what}, so it is hardly the birthday of a pupil. {name} was taken without a date of birth; "
        "correct it in your school’s system."
    )


def year_trouble(text: str, name: str) -> str:
    """What to say of a year group that is none."""
    return (
        f"“{text}” is not a year group like Year 7 or Reception. It was kept as it stands, but letters to one year "
        f"group do not reach the families of {name} and others with it."
    )


def form_trouble(form: str, year: str, name: str) -> str:
    """What to say of a form that a spreadsheet took for a number: 7E1 becomes 70, else ""."""
    if not (year.isdecimal() and form[:1].isdecimal()):
        return ""
    if re.fullmatch(rf"{year}0+|{year}(?:\.[0-9]+)?E\+?[0-9]+", form, re.IGNORECASE) is None:
        return ""
    return (
        f"“{form}” is hardly a form: a spreadsheet takes 7E1 for a number. {name} was taken without a form; correct it "
        "in your school’s system."
    )

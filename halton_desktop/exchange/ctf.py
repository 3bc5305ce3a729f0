"""The Common Transfer File (CTF) of England's schools: pupils, their year and their contacts, and nothing else of it.

Any yearly version is read: elements are known by their local name, whatever the root is called, and unknown ones are
passed over. Special educational needs, ethnicity, free meals, care status and everything else a CTF carries never
leaves the parser. Facts from the Department for Education's public specifications of CTF 20 to 25.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.contact_import import FileKind, ImportedContact, ImportedPupil, ReadContacts
from halton_desktop.domain.phone import is_mobile
from halton_desktop.domain.school_year import tidy_year_group
from halton_desktop.domain.upn import tidy_upn
from halton_desktop.errors import Cancelled, UnreadableFile
from halton_desktop.exchange.cell_values import (
    LONGEST,
    read_address,
    read_address_lines,
    read_date,
    read_relationship,
    read_sex,
    read_title,
    read_yes_no,
    tidy,
    tidy_name,
)
from halton_desktop.exchange.contact_checks import (
    Report,
    birthday_trouble,
    checked_email,
    checked_phone,
    postcode_trouble,
    sex_trouble,
    upn_trouble,
)
from halton_desktop.exchange.pupil_rows import gather_pupils

Wanted = Mapping[str, Any]
"""The elements that are read, by local name in small letters, each with those wanted inside it."""

_ADDRESS: Wanted = {
    "addressaspupil": {},
    "bs7666address": {name: {} for name in "saon paon street locality town posttown".split()},
    "addresslines": {f"addressline{number}": {} for number in range(1, 6)},
    "postcode": {},
    "zip": {},
    "country": {},
}
_PHONES: Wanted = {"phone": {"telephonetype": {}, "phoneno": {}}}
_CONTACT: Wanted = {
    **{name: {} for name in "order title surname forename gender sex relationship responsibility email".split()},
    "address": _ADDRESS,
    "phones": _PHONES,
}
PUPIL: Wanted = {
    **{name: {} for name in "upn surname forename dob ncyearactual".split()},
    "basicdetails": {"ncyearactual": {}},
    "address": _ADDRESS,
    "contacts": {"contact": _CONTACT},
}
_PIECE = 256 * 1024


@dataclass(slots=True)
class Element:
    """One wanted element: the line it starts in, its text, and the wanted elements inside by local name."""

    line: int
    text: str = ""
    inside: dict[str, list[Element]] = field(default_factory=dict)

    def first(self, *path: str) -> Element | None:
        """The first element along a path of names, or None."""
        found: Element | None = self
        for name in path:
            if found is None:
                return None
            found = next(iter(found.inside.get(name, ())), None)
        return found

    def said(self, *path: str) -> str:
        """The text of the first element along a path, tidied, or ""."""
        found = self.first(*path)
        return tidy(found.text[:LONGEST]) if found is not None else ""


class _Pupils:
    """What the parser reports to: keeps wanted elements of pupils, forgets the rest as it passes by."""

    def __init__(self, take: Callable[[Element], None]) -> None:
        self._take = take
        self._open: list[tuple[Element, Wanted]] = []
        self._passing = 0
        self.line: Callable[[], int] = lambda: 0
        self.root = ""

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2].lower()
        self.root = self.root or name
        if self._passing:
            self._passing += 1
        elif self._open:
            parent, wanted = self._open[-1]
            if name not in wanted:
                self._passing = 1
                return
            element = Element(self.line() if wanted[name] else parent.line)
            parent.inside.setdefault(name, []).append(element)
            self._open.append((element, wanted[name]))
        elif name == "pupil":
            self._open.append((Element(self.line()), PUPIL))

    def data(self, text: str) -> None:
        """Text, perhaps in several pieces."""
        if self._open and not self._passing and not self._open[-1][1]:
            self._open[-1][0].text += text

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._passing:
            self._passing -= 1
        elif self._open:
            element, _ = self._open.pop()
            if not self._open:
                self._take(element)

    def close(self) -> None:
        """The document ends."""


def read_ctf(file: str, content: bytes, cancelled: Callable[[], bool] = lambda: False) -> ReadContacts:
    """Read a CTF's bytes. Raises UnreadableFile when it is none, damaged, or holds entities; Cancelled."""
    report = Report()
    pupils: list[ImportedPupil] = []

    def take(element: Element) -> None:
        pupil = _pupil(len(pupils) + 1, element, report)
        pupils.append(pupil)

    target = _Pupils(take)
    _parse(file, content, target, cancelled)
    named = [pupil for pupil in pupils if pupil.name]
    if not named:
        what = "web page" if target.root == "html" else "XML file of another kind"
        raise UnreadableFile(
            file,
            f"“{file}” holds no pupils: it is not a Common Transfer File but a {what}, or an empty one.",
            "Export a CTF with pupils and contacts from your school’s system, or a CSV file.",
        )

    def tell(row: int, field: str, value: str, message: str) -> None:
        report.tell(row, _ELEMENTS.get(field, field), value, message)

    return ReadContacts(file, FileKind.CTF, gather_pupils(named, tell), tuple(report.problems))


_ELEMENTS = {"surname": "Surname", "year_group": "NCyearActual", "date_of_birth": "DOB", "upn": "UPN"}


def _parse(file: str, content: bytes, target: _Pupils, cancelled: Callable[[], bool]) -> None:
    """Feed the parser piece by piece; entities and outside references are refused, so no file can blow up or peek."""
    from defusedxml.common import DefusedXmlException  # with ElementTree, first needed here
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    parser = DefusedXMLParser(target=target)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        for start in range(0, len(content), _PIECE):
            if cancelled():
                raise Cancelled
            parser.feed(content[start : start + _PIECE])
        parser.close()
    except DefusedXmlException as wrong:
        raise UnreadableFile(
            file,
            f"“{file}” holds entity declarations, which no school’s system writes and which can do harm.",
            "Export the file again, and ask where this one came from.",
        ) from wrong
    except (ParseError, LookupError, ValueError) as wrong:
        line = getattr(wrong, "position", (0, 0))[0]
        place = f" near line {line}" if line else ""
        raise UnreadableFile(
            file, f"“{file}” is damaged or cut short{place}.", "Export the Common Transfer File again.", row=line
        ) from wrong


def _pupil(number: int, element: Element, report: Report) -> ImportedPupil:
    forename, surname = tidy_name(element.said("forename")), tidy_name(element.said("surname"))
    name = f"{forename} {surname}".strip()
    line = f"line {element.line}"
    if not name:
        report.tell(number, "Surname", "", "This pupil has no name. The pupil and the contacts were left out.", line)
        return ImportedPupil(number, "", "")
    born = element.said("dob")
    birthday = read_date(born) if born else None
    if born and birthday is None:
        report.tell(number, "DOB", born, birthday_trouble(born, name), line)
    upn = tidy_upn(element.said("upn"))
    trouble = upn_trouble(upn, name)
    if trouble:
        report.tell(number, "UPN", upn, trouble, line)
    home = _address(element.first("address"), PostalAddress())
    contacts = element.first("contacts")
    listed = contacts.inside.get("contact", []) if contacts is not None else []
    return ImportedPupil(
        row=number,
        forename=forename,
        surname=surname,
        year_group=tidy_year_group(element.said("basicdetails", "ncyearactual") or element.said("ncyearactual")),
        date_of_birth=birthday,
        upn=upn,
        contacts=tuple(
            contact for each in listed if (contact := _contact(number, each, home, name, report)) is not None
        ),
    )


def _contact(number: int, element: Element, home: PostalAddress, pupil: str, report: Report) -> ImportedContact | None:
    forename, surname = tidy_name(element.said("forename")), tidy_name(element.said("surname"))
    title = read_title(element.said("title"))
    name = " ".join(part for part in (title, forename, surname) if part)

    def tell(column: str, value: str, message: str) -> None:
        if message and report.is_news(column, value, name):
            report.tell(number, column, value, message, f"line {element.line}")

    if not forename and not surname:
        report.tell(
            number, "Surname", title,
            f"A contact of {pupil} has no name. The contact was left out; the pupil was taken.",
            f"line {element.line}",
        )  # fmt: skip
        return None
    relationship = read_relationship(element.said("relationship"))
    sex = read_sex(element.said("gender") or element.said("sex"))
    tell("Title", title, sex_trouble(title, sex, relationship, name))
    email, trouble = checked_email(element.said("email"), name)
    tell("Email", element.said("email"), trouble)
    address = _address(element.first("address"), home)
    tell("PostCode", address.postcode, postcode_trouble(address, name))
    mobile, home_phone = _phones(element, name, tell)
    order = element.said("order")
    return ImportedContact(
        row=number,
        forename=forename,
        surname=surname,
        title=title,
        relationship=relationship,
        parental_responsibility=read_yes_no(element.said("responsibility")),
        priority=int(order) if order.isdecimal() else 0,
        sex=sex,
        address=address,
        email=email,
        mobile=mobile,
        home_phone=home_phone,
    )


def _phones(element: Element, name: str, tell: Callable[[str, str, str], None]) -> tuple[str, str]:
    """(mobile, home): by type H and M, else by the number itself; a work telephone only where there is no other."""
    phones = element.first("phones")
    found: dict[str, str] = {}
    for phone in phones.inside.get("phone", []) if phones is not None else []:
        text, kind = phone.said("phoneno"), phone.said("telephonetype").upper()
        if not text or kind == "F":
            continue
        kept, trouble = checked_phone(text, name)
        tell("PhoneNo", text, trouble)
        place = "mobile" if is_mobile(kept) else "work" if kind == "W" else "home"
        found.setdefault("mobile" if trouble and kind == "M" else place, kept)
    return found.get("mobile", ""), found.get("home", found.get("work", ""))


def _address(element: Element | None, home: PostalAddress) -> PostalAddress:
    """The address of a pupil or contact; ``home`` is the pupil's, for a contact who lives there."""
    if element is None:
        return PostalAddress()
    if read_yes_no(element.said("addressaspupil")):
        return home
    postcode = element.said("postcode") or element.said("zip")
    country = element.said("country")
    parts = element.first("bs7666address")
    if parts is not None:
        town, post_town = parts.said("town"), parts.said("posttown")
        towns = [town, post_town] if town.casefold() != post_town.casefold() else [post_town]
        others = [parts.said("locality"), *towns, country]
        return read_address(parts.said("paon"), parts.said("street"), others, postcode, parts.said("saon"))
    lines = element.first("addresslines")
    said = [lines.said(f"addressline{number}") for number in range(1, 6)] if lines is not None else []
    return read_address_lines([*said, country], postcode)

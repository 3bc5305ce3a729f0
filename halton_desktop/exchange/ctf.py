"""The Common Transfer File (CTF) of England's schools: pupils, their year and their contacts, and nothing else of it.

Any yearly version is read: elements are known by their local name, whatever the root is called, and unknown ones are
passed over. Special educational needs, ethnicity, free meals, care status and everything else a CTF carries never
leaves the parser. Facts from the Department for Education's public specifications of CTF 20 to 25.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import FileKind, ImportedContact, ImportedPupil, ReadContacts
from halton_desktop.domain.importing.restriction_headings import restriction_heading
from halton_desktop.domain.importing.restriction_words import forbidden_at, restriction_in
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent_match import sex_in_words
from halton_desktop.domain.parents.relationship_words import read_relationship
from halton_desktop.domain.parents.upn import tidy_upn
from halton_desktop.domain.phone import is_mobile
from halton_desktop.domain.school_year import is_year_group, tidy_year_group
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.cell_values import (
    read_address,
    read_address_lines,
    read_date,
    read_sex,
    read_yes_no,
    tidy_name,
)
from halton_desktop.exchange.columns import Watched
from halton_desktop.exchange.contact_cells import nameless
from halton_desktop.exchange.contact_checks import (
    ReportProblem,
    birthday_trouble,
    checked_email,
    checked_phone,
    postcode_trouble,
    sex_trouble,
    upn_trouble,
    year_trouble,
)
from halton_desktop.exchange.ctf_elements import Element, Pupils, parse
from halton_desktop.exchange.found_holds import Gathered, look_at
from halton_desktop.exchange.pupil_rows import gather_pupils
from halton_desktop.exchange.remarks import Parted, parted_address, parted_name, parted_pupil_name, parted_title

Tell = Callable[[str, str, str], None]
"""Takes the element, its value and what to say ("" for nothing)."""
Home = tuple[PostalAddress, Parted]
"""An address as it may be printed, and what else stood in it."""
OLD = 183
"""Days after which a file is said to be old."""


def read_ctf(file: str, content: bytes, cancelled: Callable[[], bool] = lambda: False) -> ReadContacts:
    """Read a CTF's bytes. Raises UnreadableFile when it is none, damaged, or holds entities; Cancelled."""
    report = ReportProblem()
    pupils: list[ImportedPupil] = []

    def take(element: Element) -> None:
        pupil = _pupil(len(pupils) + 1, element, report)
        pupils.append(pupil)

    target = Pupils(take)
    parse(file, content, target, cancelled)
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

    header = target.header
    day = read_date(header.said("datetime"))
    _tell_age(day, report)
    everybody = [_without_days_to_come(pupil) for pupil in gather_pupils(named, tell)]
    school = header.said("sourceschool", "lea"), header.said("sourceschool", "estab")
    return ReadContacts(
        file,
        FileKind.CTF,
        tuple(pupil for pupil in everybody if pupil.left_on is None),
        tuple(report.problems),
        knows_orders=target.knows_orders,
        leavers=tuple(pupil for pupil in everybody if pupil.left_on is not None),
        school=header.said("sourceschool", "schoolname"),
        school_code="/".join(part for part in school if part),
        written_on=day,
    )


def _tell_age(day: date | None, report: ReportProblem) -> None:
    if day is not None and (_today() - day).days > OLD:
        message = f"This file was written on {day:%d/%m/%Y}: addresses, orders and pupils may have changed since."
        report.tell(0, "DateTime", f"{day:%d/%m/%Y}", message)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the school's wall calendar


def _without_days_to_come(pupil: ImportedPupil) -> ImportedPupil:
    """A leaving date that is still to come is none yet; what was to come when the file was written may have passed."""
    return replace(pupil, left_on=None) if pupil.left_on is not None and pupil.left_on > _today() else pupil


_ELEMENTS = {"surname": "Surname", "year_group": "NCyearActual", "date_of_birth": "DOB", "upn": "UPN"}


def _pupil(number: int, element: Element, report: ReportProblem) -> ImportedPupil:
    line, at_pupil = f"line {element.line}", Gathered()
    forename, surname = (_name_of_child(number, element, field, at_pupil, report) for field in ("forename", "surname"))
    name = f"{forename} {surname}".strip()
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
    year = element.said("basicdetails", "ncyearactual") or element.said("ncyearactual")
    _look_aside(element, name, at_pupil)
    if year and not is_year_group(tidy_year_group(year)) and report.is_news("NCyearActual", year, ""):
        report.tell(number, "NCyearActual", year, year_trouble(year, name), line)
    _watch(element, name, at_pupil)
    home = _home(number, element, name, at_pupil, report)
    listed = element.first("contacts")
    each = listed.inside.get("contact", []) if listed is not None else []
    contacts = [found for one in each if (found := _contact(number, one, home, name, report)) is not None]
    return ImportedPupil(
        row=number,
        forename=forename,
        surname=surname,
        year_group=tidy_year_group(year),
        date_of_birth=birthday,
        upn=upn,
        contacts=tuple(one for one in contacts if one.is_named),
        nameless=tuple(one for one in contacts if not one.is_named),
        holds=tuple(at_pupil.holds),
        left_on=_left_on(element),
    )


def _name_of_child(number: int, element: Element, field: str, found: Gathered, report: ReportProblem) -> str:
    """A child's name without remarks, which are told and may hold all contacts of the child."""
    text, line = element.said(field), f"line {element.line}"
    parted = parted_pupil_name(text, surname=field == "surname")
    if parted.remarks:
        said = joined([f"“{remark}”" for remark in parted.remarks])
        held = ", and all contacts of the child are held" if parted.kind else ""
        message = f"“{text}” holds a remark beside the child’s name: {said}. It is never printed{held}."
        report.tell(number, field.capitalize(), text, message, line)
    if parted.kind is not None:
        found.hold(parted.kind, text, f"{line}, {field.capitalize()}")
    return tidy_name(parted.plain)


def _home(number: int, element: Element, name: str, found: Gathered, report: ReportProblem) -> Home:
    """The child’s address. A word of secrecy, orders or death beside it holds every contact, wherever they live."""
    home = _address(element, (PostalAddress(), Parted("")))
    parted = home[1]
    if parted.remarks:
        said = joined([f"“{remark}”" for remark in parted.remarks])
        message = f"The address of {name} holds a remark: {said}. It is kept as a note and never printed."
        report.tell(number, "Address", said, message, f"line {element.line}")
    if parted.kind not in (None, HoldKind.UNDECIDED):
        _hold(parted, f"{name} (line {element.line}), Address", found)
    return home


def _left_on(element: Element) -> date | None:
    """The day the pupil left: by the pupil's own element, else by the last school of the history, which is this one."""
    history = element.first("schoolhistory")
    schools = history.inside.get("school", []) if history is not None else []
    last = schools[-1].said("leavingdate") if schools else ""
    return read_date(element.said("leavingdate") or element.said("basicdetails", "leavingdate") or last)


def _watch(element: Element, name: str, found: Gathered) -> None:
    """Elements such as CourtOrder, DoNotContact and Notes, which some systems add."""
    for one in element.watched:
        place = f"{name} (line {one.line}), {one.name}"
        look_at(Watched(0, restriction_heading(one.name), None), one.said(), one.name, place, found)


def _contact(number: int, element: Element, home: Home, pupil: str, report: ReportProblem) -> ImportedContact | None:
    found = Gathered()
    line = f"line {element.line}"
    forename, surname = (_name(element, field, line, found) for field in ("forename", "surname"))
    title = _title(element, line, found)
    name = " ".join(part for part in (title, forename, surname) if part)

    def tell(column: str, value: str, message: str) -> None:
        if message and report.is_news(column, value, name):
            report.tell(number, column, value, message, line)

    if not forename and not surname:
        return _nobody(number, element, title, pupil, report)
    if found.remarks:
        tell("Surname", name, f"{_told(found)} beside the name of {name} is kept as a note and never printed.")
    _watch(element, name, found)
    relationship = _relationship(element, f"{name} ({line}), Relationship", found)
    _look_aside(element, name, found)
    sex = read_sex(element.said("gender") or element.said("sex")) or sex_in_words(element.said("relationship"))
    tell("Title", title, sex_trouble(title, sex, relationship, name))
    email = _email(element, name, tell, found)
    address = _contact_address(element, home, name, tell, found)
    mobile, home_phone = _phones(element, name, tell, found)
    order = element.said("order")
    return ImportedContact(
        row=number,
        forename=forename,
        surname=surname,
        title=title,
        relationship=relationship,
        parental_responsibility=read_yes_no(element.said("responsibility")),
        priority=int(order) if order.isdecimal() else 0,
        court_order=found.court_order,
        sex=sex,
        address=address,
        email=email,
        mobile=mobile,
        home_phone=home_phone,
        holds=tuple(found.holds),
        remarks=tuple(found.remarks),
        unclear=tuple(found.unclear),
    )


def _nobody(number: int, element: Element, title: str, pupil: str, report: ReportProblem) -> ImportedContact | None:
    """A contact without a name is told, and kept where a restriction is said of them."""
    found, line = Gathered(), f"line {element.line}"
    message = f"A contact of {pupil} has no name. The contact was left out; the pupil was taken."
    report.tell(number, "Surname", title, message, line)
    _watch(element, f"a contact of {pupil}", found)
    return nameless(number, title, _relationship(element, f"{line}, Relationship", found), found)


def _look_aside(element: Element, name: str, found: Gathered) -> None:
    """Words where a number, a date or a yes or no belongs."""
    for one in ("Order", "Responsibility", "NCyearActual", "DOB", "UPN"):
        text = element.said(one.lower()) or element.said("basicdetails", one.lower())
        kind = forbidden_at("parental_responsibility" if one == "Responsibility" else one, text)
        if kind is not None:
            found.hold(kind, text, f"{name} (line {element.line}), {one}")
        elif one == "Responsibility" and text and read_yes_no(text) is None:
            found.wonder(text, one)


def _contact_address(element: Element, home: Home, name: str, tell: Tell, found: Gathered) -> PostalAddress:
    address, parted = _address(element, home)
    if parted.remarks:
        tell("Address", address.one_line, f"A remark in the address of {name} is kept as a note and never printed.")
    _hold(parted, f"{name} (line {element.line}), Address", found)
    tell("PostCode", address.postcode, postcode_trouble(address, name))
    return address


def _relationship(element: Element, place: str, found: Gathered) -> str:
    text = element.said("relationship")
    read = read_relationship(text)
    found.note(read.remark)
    kind = restriction_in(text)
    if kind is not None:
        found.hold(kind, text, place)
    elif text and not read.clear:
        found.wonder(text, "Relationship")
    return read.word


def _name(element: Element, field: str, line: str, found: Gathered) -> str:
    """A name without remarks, which are noted and may hold the person."""
    parted = parted_name(element.said(field))
    _hold(parted, f"{line}, {field.capitalize()}", found)
    return tidy_name(parted.plain)


def _email(element: Element, name: str, tell: Tell, found: Gathered) -> str:
    email, others, trouble = checked_email(element.said("email"), name)
    tell("Email", element.said("email"), trouble)
    found.note(*others)
    return email


def _title(element: Element, line: str, found: Gathered) -> str:
    """The title, where it is one; whatever else stands there is said, and asked about or held for."""
    parted = parted_title(element.said("title"))
    if parted.kind is not None:
        _hold(parted, f"{line}, Title", found)
    elif parted.remarks:
        found.wonder_at(element.said("title"), "Title")
    return parted.plain


def _hold(parted: Parted, place: str, found: Gathered) -> None:
    found.note(*parted.remarks)
    if parted.kind is not None:
        found.hold(parted.kind, ", ".join(parted.remarks), place)


def _told(found: Gathered) -> str:
    return joined([f"“{remark}”" for remark in found.remarks])


def _phones(element: Element, name: str, tell: Tell, remarks: Gathered) -> tuple[str, str]:
    """(mobile, home): by type H and M, else by the number itself; a work telephone only where there is no other."""
    phones = element.first("phones")
    found: dict[str, str] = {}
    for phone in phones.inside.get("phone", []) if phones is not None else []:
        text, kind = phone.said("phoneno"), phone.said("telephonetype").upper()
        if not text or kind == "F":
            continue
        numbers, said, trouble = checked_phone(text, name)
        tell("PhoneNo", text, trouble)
        remarks.note(said)
        if restriction_in(text) not in (None, HoldKind.NO_CONTACT):
            remarks.hold(restriction_in(text) or HoldKind.NO_CONTACT, text, f"{name}, PhoneNo")
        for kept in numbers:
            place = "mobile" if is_mobile(kept) else "work" if kind == "W" else "home"
            found.setdefault("mobile" if trouble and kind == "M" else place, kept)
    return found.get("mobile", ""), found.get("home", found.get("work", ""))


def _address(element: Element, home: Home) -> Home:
    """The first address with anything in it; ``home`` is the pupil's, for a contact who lives there."""
    for one in element.inside.get("address", []):
        if read_yes_no(one.said("addressaspupil")):
            return home
        found, parted = _written(one)
        if found or parted.remarks:
            return found, parted
    return PostalAddress(), Parted("")


def _written(element: Element) -> Home:
    remarks: list[Parted] = []

    def plain(text: str) -> str:
        parted = parted_address(text)
        remarks.append(parted)
        return parted.plain

    postcode = plain(element.said("postcode") or element.said("zip"))
    country = plain(element.said("country"))
    parts = element.first("bs7666address")
    saon, paon = (plain(element.said("bs7666address", one)) for one in ("saon", "paon"))
    street = plain(f"{paon} {element.said('bs7666address', 'street')}".strip())  # a house tells a street from a remark
    street = street.removeprefix(paon).strip()
    post_town, town, locality = (plain(element.said("bs7666address", one)) for one in ("posttown", "town", "locality"))
    if parts is not None and (paon or street):
        towns = [town, post_town] if town.casefold() != post_town.casefold() else [post_town]
        flat = f"Flat {saon}" if saon.isdecimal() else saon
        found = read_address(paon, street, [locality, *towns, country], postcode, flat)
    else:
        lines = [plain(element.said("addresslines", f"addressline{number}")) for number in range(1, 6)]
        found = read_address_lines([*lines, *([post_town or town] if not any(lines) else []), country], postcode)
    said = tuple(remark for one in remarks for remark in one.remarks)
    return found, Parted("", said, next((one.kind for one in remarks if one.kind is not None), None))

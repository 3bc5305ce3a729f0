"""Contact files as the schools' systems write them, in small, with made-up people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

SIMS = (
    "adno,Legal Surname,Forename,Year,Reg,DOB,Contact Priority,Title,Contact Forename,Contact Surname,Relationship,"
    "Parental Responsibility,Court Order,House,Street,Locality,Town,Postcode,Home Telephone,Mobile,Email"
).split(",")
ARBOR = (
    "First name,Last name,UPN,Year group,Registration form,Date of birth,Parent 1 title,Parent 1 first name,"
    "Parent 1 last name,Parent 1 relationship,Parent 1 email,Parent 1 phone,Parent 1 address,Parent 1 postcode,"
    "Parent 2 title,Parent 2 first name,Parent 2 last name,Parent 2 relationship,Parent 2 email,Parent 2 phone,"
    "Parent 2 address,Parent 2 postcode"
).split(",")
BROMCOM = (
    "FirstName,LastName,YearGroup,Form,ContactTitle,ContactFirstName,ContactLastName,Relationship,"
    "ParentalResponsibility,CourtOrderRestrictedAccess,Correspondence,ContactPriority,Address1,Address2,Address3,"
    "PostCode,Mobile,Email"
).split(",")


def sims_row(**values: Any) -> dict[str, str]:
    """A row of a SIMS contact list: Sam Fieldhouse of 7D and his mother, with what the test says instead."""
    row = {
        "adno": "000101",
        "Legal Surname": "Fieldhouse",
        "Forename": "Sam",
        "Year": "Year  7",
        "Reg": "7D",
        "DOB": "05/12/2014",
        "Contact Priority": "1",
        "Title": "Mrs",
        "Contact Forename": "Jane",
        "Contact Surname": "Fieldhouse",
        "Relationship": "Mother",
        "Parental Responsibility": "Y",
        "Court Order": "No",
        "House": "12",
        "Street": "Example Road",
        "Locality": "",
        "Town": "Widnes",
        "Postcode": "WA8 7QU",
        "Home Telephone": "",
        "Mobile": "07700900123",
        "Email": "jane.fieldhouse@example.org",
    }
    unknown = {name.replace("_", " ") for name in values} - row.keys()
    assert not unknown, f"no such column: {unknown}"
    return row | {name.replace("_", " "): value for name, value in values.items()}


def csv_bytes(
    headings: Sequence[str], rows: Iterable[dict[str, str] | Sequence[str]], encoding: str = "utf-8"
) -> bytes:
    """A CSV file; letters the encoding does not have become question marks, as exports do it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([row.get(name, "") for name in headings] if isinstance(row, dict) else row)
    return text.getvalue().encode(encoding, errors="replace")


def sims_csv(*rows: dict[str, str], encoding: str = "cp1252") -> bytes:
    """A SIMS contact list."""
    return csv_bytes(SIMS, rows, encoding)


def workbook(*rows: Sequence[object]) -> bytes:
    """An Excel workbook with one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def elements(**values: object) -> str:
    """XML elements in order; a value that is XML already (starts with <) goes in as it is."""
    return "".join(
        f"<{name}>{text if (text := str(value)).startswith('<') else escape(text)}</{name}>"
        for name, value in values.items()
    )


HOME = (
    "<BS7666Address><PAON>12</PAON><Street>Example Road</Street><PostTown>WIDNES</PostTown></BS7666Address>"
    "<PostCode>WA8 7QU</PostCode>"
)
AS_PUPIL = "<AddressAsPupil>true</AddressAsPupil>"
MOBILE = "<Phone><TelephoneType>M</TelephoneType><PhoneNo>07700900123</PhoneNo></Phone>"


def ctf_contact(**values: object) -> str:
    """A contact: Jane Fieldhouse, mother, who lives with the pupil."""
    fields: dict[str, object] = {
        "Order": 1,
        "Title": "Mrs",
        "Surname": "Fieldhouse",
        "Forename": "Jane",
        "Gender": "F",
        "Relationship": "MOT",
        "Responsibility": "true",
        "Address": AS_PUPIL,
        "Phones": MOBILE,
        "Email": "jane.fieldhouse@example.org",
    }
    kept = {name: value for name, value in (fields | values).items() if value is not None}
    return f"<Contact>{elements(**kept)}</Contact>"


def ctf_pupil(contacts: str = "", **values: object) -> str:
    """A pupil: Sam Fieldhouse of year 7, with the contacts given, or his mother."""
    fields: dict[str, object] = {
        "UPN": "J876410414101",
        "Surname": "Fieldhouse",
        "Forename": "Sam",
        "DOB": "2014-12-05",
        "Sex": "M",
        "BasicDetails": "<NCyearActual>7</NCyearActual><Ethnicity>WBRI</Ethnicity>",
        "FSMhistory": "<FSMinstance><FSMstartDate>2024-09-01</FSMstartDate></FSMinstance>",
        "Address": HOME,
    }
    kept = {name: value for name, value in (fields | values).items() if value is not None}
    return f"<Pupil>{elements(**kept)}<Contacts>{contacts or ctf_contact()}</Contacts></Pupil>"


def ctf(*pupils: str, root: str = "CTfile", declaration: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> bytes:
    """A Common Transfer File in UTF-8."""
    header = "<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>26.0</CTFversion></Header>"
    name = root.split(" ")[0]
    return f"{declaration}<{root}>{header}<CTFpupilData>{''.join(pupils)}</CTFpupilData></{name}>".encode()

"""Made-up families for the sample office: invented names and addresses, of as many origins as a real school has."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.parents.parent import Capacity, Parent, ParentOf, Pupil, Relationship

_FAMILY_NAMES = (
    "Ashworth Bairstow Cartledge Dunnill Entwistle Fairclough Greenhalgh Hollingworth Ibbotson Jessop Kershaw Lomas "
    "Micklethwaite Naylor O’Brien O’Shaughnessy Pickersgill Quarmby Ramsbottom Sutcliffe Tattersall Unsworth Vickers "
    "Wrigglesworth Yardley Kowalczyk Wiśniewska Zieliński Nguyễn Trần Okonkwo Adeyemi Popescu Ionescu Şahin Yılmaz "
    "Fernández Håkansson Müller D’Angelo al-Khatib Begum Chaudhry Patel Kaur Singh Chen Ó’Súilleabháin Þórsdóttir"
).split()
_SPECIAL_FAMILIES = ("علي", "Шевченко", "van der Merwe", "St John-Stevas")
_MOTHERS = (
    "Abigail Bethan Charlotte Deborah Eleanor Fiona Grace Hannah Imogen Joanne Kasia Leanne Małgorzata Nadia Oluchi "
    "Priya Rachel Siân Thu Ursula Victoria Wendy Yasmin Zoë Chloë Ewa Ayşe"
).split()
_FATHERS = (
    "Aidan Benedict Callum Daniel Ewan Farid Gareth Harpreet Ivan Jakub Kwame Łukasz Matthew Neil Oluwaseun Piotr "
    "Quentin Rhys Stephen Tomasz Umar Vikram Wayne Xiang Yusuf Zbigniew Séamus Mehmet"
).split()
_CHILDREN = (
    "Amelia Arjun Beatrix Caleb Daisy Elliot Freya Gabriel Hana Isaac Jasmine Kieran Lily Mohammed Niamh Oscar Poppy "
    "Quinn Ruby Samuel Tilly Umair Violet William Xanthe Yusra Zachary Zofia Minh Ola"
).split()
_STREETS = (
    "Peelhouse Lane/Widnes/WA8|Birchfield Road/Widnes/WA8|Hough Green Road/Widnes/WA8|Moorfield Road/Widnes/WA8|"
    "Castlefields Avenue/Runcorn/WA7|Norton Lane/Runcorn/WA7|Boston Avenue/Runcorn/WA7|Halton Brook Avenue/Runcorn/WA7"
).split("|")
_FORMS = "ADENW"
_OLDEST_YEAR = 11


@dataclass(frozen=True, slots=True)
class DemoFamily:
    """Parents, children and ties; in the ties, ids count places in these two tuples."""

    parents: tuple[Parent, ...]
    pupils: tuple[Pupil, ...]
    ties: tuple[ParentOf, ...]


def demo_families(how_many: int, school_year: int, seed: int = 2026, first: int = 0) -> list[DemoFamily]:
    """So many families with one to three children each in years 7 to 11, the same ones every time.

    ``first`` counts on from families made before, so that no two children share an admission number.
    """
    dice = random.Random(seed)  # noqa: S311 - made-up people, not secrets
    return [_family(dice, number, school_year) for number in range(first, first + how_many)]


def _family(dice: random.Random, number: int, school_year: int) -> DemoFamily:
    names = _SPECIAL_FAMILIES if number % 41 == 17 else _FAMILY_NAMES
    surname = dice.choice(names)
    home = _address(dice)
    adults = [_adult(dice, dice.choice(_MOTHERS), surname, ("Mrs", "Ms", "Miss", "Dr"), home)]
    relations = [Relationship.MOTHER]
    if dice.random() < 0.78:
        apart = dice.random() < 0.22
        other_name = dice.choice(_FAMILY_NAMES) if apart or dice.random() < 0.15 else surname
        address = _address(dice) if apart else home
        adults.append(_adult(dice, dice.choice(_FATHERS), other_name, ("Mr", "Mr", "Mr", "Dr"), address))
        relations.append(Relationship.FATHER)
    if dice.random() < 0.05:
        adults.append(_adult(dice, dice.choice(_MOTHERS), dice.choice(_FAMILY_NAMES), ("Mrs",), home))
        relations.append(Relationship.GRANDMOTHER)
    children = dice.choices((1, 2, 3), (62, 30, 8))[0]
    pupils = tuple(_pupil(dice, surname, number * 3 + place, school_year) for place in range(children))
    ties = tuple(
        ParentOf(adult, child, relation.value, relation is not Relationship.GRANDMOTHER, adult + 1)
        for adult, relation in enumerate(relations)
        for child in range(len(pupils))
    )
    return DemoFamily(tuple(_with_capacity(a, r) for a, r in zip(adults, relations, strict=True)), pupils, ties)


def _with_capacity(adult: Parent, relation: Relationship) -> Parent:
    if relation is Relationship.GRANDMOTHER:
        return replace(adult, capacities=frozenset({Capacity.OTHER_CONTACT}))
    return adult


def _adult(dice: random.Random, forename: str, surname: str, titles: tuple[str, ...], home: PostalAddress) -> Parent:
    number = dice.randrange(1000)
    return Parent(
        id=0,
        forename=forename,
        surname=surname,
        title=dice.choice(titles),
        address=home,
        email=f"parent{dice.randrange(10_000):04d}@example.org" if dice.random() < 0.85 else "",
        mobile=f"07700 900{number:03d}" if dice.random() < 0.92 else "",
        home_phone=f"0151 496 0{number:03d}" if dice.random() < 0.3 else "",
    )


def _address(dice: random.Random) -> PostalAddress:
    street, town, area = dice.choice(_STREETS).split("/")
    house = f"{dice.randrange(2, 190)} {street}"
    lines = (f"Flat {dice.randrange(1, 12)}", house, town) if dice.random() < 0.1 else (house, town)
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return PostalAddress(lines, f"{area} {dice.randrange(1, 10)}{dice.choice(letters)}{dice.choice(letters)}")


def _pupil(dice: random.Random, surname: str, number: int, school_year: int) -> Pupil:
    year = dice.randrange(7, _OLDEST_YEAR + 1)
    born = date(school_year - year - 5, 9, 1) + timedelta(days=dice.randrange(365))
    return Pupil(
        id=0,
        forename=dice.choice(_CHILDREN),
        surname=surname,
        year_group=str(year),
        form=f"{year}{dice.choice(_FORMS)}",
        date_of_birth=born,
        school_number=f"{number + 1:06d}",
    )

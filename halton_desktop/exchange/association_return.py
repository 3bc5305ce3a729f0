"""The association return: one small signed JSON file, written and read; docs/association-return.md describes it.

The signature is over the body in one fixed spelling (sorted names, no spaces, UTF-8) behind a line naming the format,
so the file may be indented for reading without breaking it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from halton_desktop.domain.association import RETURN_VERSION, ReturnBody, ReturnFault, SignedReturn, UnusableReturn
from halton_desktop.domain.yearly_figures import YearlyFigures, as_plain, from_plain, is_small
from halton_desktop.errors import OurBug

FORMAT = "halton-association-return"
LARGEST = 256 * 1024
"""Bytes; a return has some five thousand."""
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64

Sign = Callable[[bytes], bytes]
Fits = Callable[[bytes, bytes, bytes], bool]
"""Given public key, signature and message, says whether they belong together."""


def write_return(body: ReturnBody, public: bytes, sign: Sign) -> bytes:
    """The file: indented, so that it can be read in full before it is given away."""
    plain = {
        "format": FORMAT,
        "version": RETURN_VERSION,
        "school": body.school,
        "school_year": body.school_year,
        "made_at": body.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "figures": as_plain(body.figures),
    }
    if _gives_away(body.figures):
        raise OurBug("A return was to be written with a count that should be hidden.")
    signature = sign(signed_message(plain))
    document = {"return": plain, "public_key": public.hex(), "signature": signature.hex()}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_return(file: str, content: bytes, fits: Fits) -> SignedReturn:
    """Read a file and check its signature. Raises UnusableReturn saying which way it is unusable."""
    document = _parsed(file, content)
    plain, public, signature = _parts(file, document)
    version = plain.get("version")
    if isinstance(version, int) and version > RETURN_VERSION:
        raise UnusableReturn(
            file,
            ReturnFault.NEWER_VERSION,
            f"“{file}” was written by a newer version of Halton Desktop.",
            "Update this program, then take the file in again.",
        )
    if not fits(public, signature, signed_message(plain)):
        raise UnusableReturn(
            file,
            ReturnFault.TAMPERED,
            f"“{file}” was altered after the school signed it, or damaged on its way.",
            "None of it is used. Ask the school for the file again, and how it was sent.",
        )
    body = _body(file, plain)
    if _gives_away(body.figures):
        raise UnusableReturn(
            file, ReturnFault.NOT_ANONYMISED, f"“{file}” holds counts under five.", "Delete it, and tell the school."
        )
    return SignedReturn(body, public, content, hashlib.sha256(content).hexdigest())


def signed_message(plain: dict[str, Any]) -> bytes:
    """What the signature is over."""
    spelled = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{FORMAT}\n{spelled}".encode()


def _parsed(file: str, content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise _no_return(file)
    try:
        document = json.loads(content.decode("utf-8"), object_pairs_hook=_each_name_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
        raise _no_return(file) from wrong
    if not isinstance(document, dict):
        raise _no_return(file)
    return document


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values under one name could be read differently by two programs: neither is believed."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _parts(file: str, document: dict[str, Any]) -> tuple[dict[str, Any], bytes, bytes]:
    plain = document.get("return")
    try:
        public = bytes.fromhex(document["public_key"])
        signature = bytes.fromhex(document["signature"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise _no_return(file) from wrong
    fits_lengths = (len(public), len(signature)) == (_KEY_BYTES, _SIGNATURE_BYTES)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT or not fits_lengths:
        raise _no_return(file)
    return plain, public, signature


def _body(file: str, plain: dict[str, Any]) -> ReturnBody:
    try:
        made_at = datetime.fromisoformat(plain["made_at"])
        year = plain["school_year"]
        if made_at.tzinfo is None or not isinstance(year, int) or not isinstance(plain["school"], str):
            raise ValueError("not of the right kind")
        return ReturnBody(plain["school"], year, made_at, from_plain(plain["figures"]))
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise _no_return(file) from wrong


def _gives_away(figures: YearlyFigures) -> bool:
    counts = [cell.count for table in figures.tables for cell in table.cells]
    counts += [table.total for table in figures.tables]
    return any(count is not None and is_small(count) for count in counts)


def _no_return(file: str) -> UnusableReturn:
    return UnusableReturn(
        file,
        ReturnFault.NOT_A_RETURN,
        f"“{file}” is not an association return.",
        "Choose the file with the ending .haltonreturn as the school saved it.",
    )

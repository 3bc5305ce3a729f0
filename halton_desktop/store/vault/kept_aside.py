"""Looks, once an office was restored, into the one that stood in its folder before and is kept aside there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.errors import HaltonError
from halton_desktop.store.engine import open_engine
from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.vault.data_file import check_data_file
from halton_desktop.store.vault.folder import OfficeFolder

if TYPE_CHECKING:
    from halton_desktop.store.vault.vault import Vault

KEPT_ASIDE = "Kept aside"
"""How the folders begin in which an office that stood there before is kept."""
_USERS = "SELECT sign_in_name, role, disabled_at IS NULL AS active FROM users"


def users_kept_aside(vault: Vault) -> dict[str, tuple[str, bool]]:
    """Role, and whether active, of every user of the office kept aside last, by user name.

    Nothing where there is none, or where it was another office's or is damaged: that may be why it was restored.
    """
    asides = sorted(vault.folder.path.glob(f"{KEPT_ASIDE} *"), key=lambda path: path.stat().st_mtime)
    if not asides:
        return {}
    folder, key = OfficeFolder(asides[-1]), bytearray(vault.data_key)
    engine = open_engine(folder.data, key)
    try:
        check_data_file(folder)
        with machine_errors(), engine.connect() as connection:
            rows = connection.exec_driver_sql(_USERS).all()
        return {row.sign_in_name: (row.role, bool(row.active)) for row in rows}
    except (HaltonError, OSError):
        return {}
    finally:
        engine.dispose()
        key[:] = bytes(len(key))

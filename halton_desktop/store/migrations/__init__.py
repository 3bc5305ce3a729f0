"""Brings the tables of an office file up to what this version of the program expects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from halton_desktop.errors import NewerVersion

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

HEAD = "0019"
"""The newest revision in ``versions``; known here so that an up-to-date file opens without importing Alembic."""


def revision_of(engine: Engine) -> str | None:
    """The revision an office file is at, or None for one without tables yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine, keep_copy: Callable[[str], object]) -> bool:
    """Bring the file to ``HEAD``; True when something was done.

    ``keep_copy`` is called with the present revision before a file that holds data is changed; if it raises, nothing
    is changed. All steps happen in one transaction: a failure leaves the file as it was. Raises NewerVersion for a
    file a newer program wrote.
    """
    present = revision_of(engine)
    if present == HEAD:
        return False
    require_not_newer(engine)
    if present is not None:
        keep_copy(present)
    with engine.connect().execution_options(immediate=True) as connection:
        run(connection, HEAD)
        connection.commit()
    return True


def require_not_newer(engine: Engine) -> None:
    """Raises NewerVersion for a file a newer program wrote."""
    present = revision_of(engine)
    if present not in (None, HEAD) and present not in _known_revisions():
        raise NewerVersion(
            "This office file was last used with a newer version of Halton Desktop.",
            "Install the newest version on this PC too. Nothing was changed.",
        )


def run(connection: Connection, to: str) -> None:
    """Run the migrations up or down to a revision ("base" for none) on a connection; the caller commits."""
    from alembic import command
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = _config()
    config.attributes["connection"] = connection
    present = MigrationContext.configure(connection).get_current_revision()
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
    place = {None: -1, "base": -1} | {revision: at for at, revision in enumerate(known)}
    if place[to] > place[present]:
        command.upgrade(config, to)
    elif place[to] < place[present]:
        command.downgrade(config, to)


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config

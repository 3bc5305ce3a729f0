"""What the files gave last for each field, and what of a parent is protected."""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

PARENT = ("title", "forename", "surname", "email", "mobile", "home_phone", "capacities")
PUPIL = ("forename", "surname", "year_group", "form", "date_of_birth", "school_number", "upn")
TIE = ("relationship", "parental_responsibility", "priority")
BY_HAND = ("parent added", "parent changed", "pupil added", "pupil changed", "child tied", "tie changed")


def upgrade() -> None:
    """Add them; of what is on file, whatever nobody typed by hand counts as a file's."""
    op.add_column("parents", sa.Column("protected", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("parents", sa.Column("protected_reason", sa.String(), nullable=False, server_default=""))
    for table, own in (("parent_file_values", "parent"), ("pupil_file_values", "pupil")):
        op.create_table(
            table,
            sa.Column(f"{own}_id", sa.Integer(), nullable=False),
            sa.Column("fields", sa.JSON(), nullable=False),
            sa.ForeignKeyConstraint(
                [f"{own}_id"], [f"{own}s.id"], name=op.f(f"fk_{table}_{own}_id_{own}s"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint(f"{own}_id", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "tie_file_values",
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["parents.id"], name=op.f("fk_tie_file_values_parent_id_parents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupils.id"], name=op.f("fk_tie_file_values_pupil_id_pupils"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("parent_id", "pupil_id", name=op.f("pk_tie_file_values")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("tie_file_values") as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_file_values_pupil_id"), ["pupil_id"], unique=False)
    _remember(op.get_bind())


def downgrade() -> None:
    """Remove them again."""
    for table in ("tie_file_values", "pupil_file_values", "parent_file_values"):
        op.drop_table(table)
    op.drop_column("parents", "protected_reason")
    op.drop_column("parents", "protected")


def _remember(connection: sa.Connection) -> None:
    """Everything on file as a file's, but for the fields the history says were typed last."""
    typed = _typed_fields(connection)
    for row in connection.execute(sa.text("SELECT * FROM parents")).mappings().all():
        fields = {name: row[name] for name in PARENT} | {"capacities": json.loads(row["capacities"])}
        lines = json.loads(row["address_lines"])
        if lines or row["postcode"]:
            fields["address"] = [*lines, row["postcode"]]
        _insert(connection, "parent", (row["id"],), fields, typed["parent", row["id"]])
    for row in connection.execute(sa.text("SELECT * FROM pupils")).mappings().all():
        _insert(connection, "pupil", (row["id"],), {name: row[name] for name in PUPIL}, typed["pupil", row["id"]])
    for row in connection.execute(sa.text("SELECT * FROM ties")).mappings().all():
        fields = {name: row[name] for name in TIE}
        fields["parental_responsibility"] = bool(fields["parental_responsibility"])
        ids = (row["parent_id"], row["pupil_id"])
        _insert(connection, "tie", ids, fields, typed["tie", row["parent_id"]])


def _typed_fields(connection: sa.Connection) -> dict[tuple[str, int], set[str]]:
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    query = sa.text(
        "SELECT action, noun, record_id, new FROM audit_entries WHERE noun IN ('parent', 'pupil') ORDER BY id"
    )
    for action, noun, record, new in connection.execute(query):
        kind = "tie" if action in ("child tied", "tie changed", "tie changed by import") else noun
        names = {"address" if name in ("address_lines", "postcode") else name for name in json.loads(new)}
        if action in BY_HAND:
            found[kind, record] |= names
        elif action.endswith("by import"):
            found[kind, record] -= names
    return found


def _insert(
    connection: sa.Connection, kind: str, ids: tuple[int, ...], fields: dict[str, object], typed: set[str]
) -> None:
    kept = {name: [None, value] for name, value in fields.items() if value and name not in typed}
    columns = ("parent_id", "pupil_id") if kind == "tie" else (f"{kind}_id",)
    names = ", ".join((*columns, "fields"))
    marks = ", ".join(f":{one}" for one in (*columns, "fields"))
    values = dict(zip(columns, ids, strict=True)) | {"fields": json.dumps(kept, default=str)}
    connection.execute(sa.text(f"INSERT INTO {kind}_file_values ({names}) VALUES ({marks})"), values)  # noqa: S608 - names of our own

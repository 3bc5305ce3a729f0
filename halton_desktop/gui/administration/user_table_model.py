"""The list of users: who may sign in, and as what."""

from __future__ import annotations

from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.administration.manage_users import list_users
from halton_desktop.services.session import OfficeSession

ROLE_SAYS = {
    Role.ADMINISTRATOR: "Everything the office does, and users, school details and settings.",
    Role.OFFICE: "Parents, letters, forms and incidents.",
    Role.HEADTEACHER: "What the office does, site bans, and private messages where a parent has consented.",
    Role.READER: "Figures, the review of the code and who did what and when: nothing of any family or incident.",
}


def state_chip(user: User) -> Chip:
    """Whether an account can sign in."""
    return Chip("Can sign in", "done", "done") if user.active else Chip("Disabled", "muted", "ban")


COLUMNS: tuple[Column[User], ...] = (
    Column("name", "Name", lambda user: user.name, width=22, grows=True),
    Column("sign_in_name", "User name", lambda user: user.sign_in_name, width=16),
    Column("role", "Role", lambda user: user.role.value.capitalize(), width=14),
    Column("state", "Status", lambda user: state_chip(user).text, chip=state_chip, width=15),
)


class UserTableModel(PagedTableModel[User]):
    """Active accounts first."""

    def __init__(self, session: OfficeSession) -> None:
        self._session = session
        self._users: dict[int, User] = {}
        super().__init__(
            COLUMNS,
            fetch_ids=lambda _order, _filter: self._read(),
            fetch_rows=lambda ids: [self._users[user] for user in ids],
            row_id=lambda user: user.id,
            order=Order("name"),
        )

    def user(self, user_id: int) -> User | None:
        """One account of the list."""
        return self._users.get(user_id)

    def _read(self) -> list[int]:
        self._users = {user.id: user for user in list_users(self._session)}
        return list(self._users)

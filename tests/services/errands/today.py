"""What is due."""

from __future__ import annotations

from halton_desktop.domain.permission import Permission
from halton_desktop.services.overview import today

ERRANDS = {"today.due_today": (Permission.SEE_FIGURES, lambda s: today.due_today(s))}

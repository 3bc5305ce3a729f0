"""Where the guided tour stops: every tab, every dialog, every kind of answer, in the order an office meets them."""

from __future__ import annotations

from halton_desktop.gui.tour_stops.errors import ERRORS
from halton_desktop.gui.tour_stops.forms import FORMS
from halton_desktop.gui.tour_stops.importing import IMPORTING
from halton_desktop.gui.tour_stops.incidents import INCIDENTS
from halton_desktop.gui.tour_stops.letters import LETTERS
from halton_desktop.gui.tour_stops.parents import PARENTS
from halton_desktop.gui.tour_stops.reviews import REVIEWS
from halton_desktop.gui.tour_stops.start import START
from halton_desktop.gui.tour_stops.stop import Stop
from halton_desktop.gui.tour_stops.today import TODAY
from halton_desktop.gui.tour_stops.tools import TOOLS

STOPS: tuple[Stop, ...] = (
    *START,
    *TODAY,
    *INCIDENTS,
    *PARENTS,
    *IMPORTING,
    *LETTERS,
    *FORMS,
    *REVIEWS,
    *TOOLS,
    *ERRORS,
)

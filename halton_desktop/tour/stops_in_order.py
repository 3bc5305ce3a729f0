"""Where the guided tour stops: every tab, every dialog, every kind of answer, in the order an office meets them."""

from __future__ import annotations

from halton_desktop.tour.errors_stops import ERRORS
from halton_desktop.tour.forms_stops import FORMS
from halton_desktop.tour.importing_stops import IMPORTING
from halton_desktop.tour.incidents_stops import INCIDENTS
from halton_desktop.tour.letters_stops import LETTERS
from halton_desktop.tour.parents_stops import PARENTS
from halton_desktop.tour.reviews_stops import REVIEWS
from halton_desktop.tour.start_stops import START
from halton_desktop.tour.stop import Stop
from halton_desktop.tour.today_stops import TODAY
from halton_desktop.tour.tools_stops import TOOLS

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

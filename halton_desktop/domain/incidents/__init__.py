"""Incidents: what happened, which steps the code allows, the letters of a case, site bans."""

"""The Incidents tab and every dialog about an incident."""

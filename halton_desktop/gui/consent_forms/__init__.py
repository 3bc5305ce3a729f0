"""The Consent forms tab: acknowledgements and consents to view messages."""

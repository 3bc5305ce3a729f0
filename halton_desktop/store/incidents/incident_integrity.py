"""Whether cases are sound: what lists repeat agrees with what it repeats, and private content lies sealed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

_CHECKS = (
    (
        "SELECT DISTINCT e.id, 'Evidence ' || e.id || ' is private but not sealed.' FROM evidence e "
        "JOIN evidence_chunks c ON c.evidence_id = e.id WHERE e.private AND NOT c.sealed"
    ),
    (
        "SELECT id, 'Private evidence ' || id || ' has a picture in clear.' FROM evidence "
        "WHERE private AND thumbnail IS NOT NULL"
    ),
    (
        "SELECT e.id, 'Evidence ' || e.id || ' has lost its content.' FROM evidence e WHERE e.size > 0 AND NOT EXISTS "
        "(SELECT 1 FROM evidence_chunks c WHERE c.evidence_id = e.id)"
    ),
    (
        "SELECT e.id, 'Evidence ' || e.id || ' is not the size it was.' FROM evidence e WHERE NOT e.private "
        "AND e.size != (SELECT coalesce(sum(length(c.content)), 0) FROM evidence_chunks c WHERE c.evidence_id = e.id)"
    ),
    (
        "SELECT id, 'Evidence ' || id || ' belongs to no case.' FROM evidence "
        "WHERE incident_id IS NULL AND draft_id IS NULL"
    ),
    (
        "SELECT i.id, 'Incident ' || i.reference || ' is closed with a step still planned.' FROM incidents i WHERE "
        "i.state IN ('closed', 'withdrawn') AND EXISTS "
        "(SELECT 1 FROM steps s WHERE s.incident_id = i.id AND s.state = 'planned' AND s.kind != 'no-contact hold')"
    ),
    (
        "SELECT i.id, 'The list shows another due date for incident ' || i.reference || ' than its steps have.' "
        "FROM incidents i WHERE i.next_due_on IS NOT (SELECT min(s.due_on) FROM steps s "
        "WHERE s.incident_id = i.id AND s.state = 'planned')"
    ),
    (
        "SELECT i.id, 'Incident ' || i.reference || ' has nobody who did it.' FROM incidents i WHERE NOT EXISTS "
        "(SELECT 1 FROM incident_people p WHERE p.incident_id = i.id AND p.part = 'did it' AND p.withdrawn_on IS NULL)"
    ),
    (
        "SELECT b.id, 'Site ban ' || b.id || ' is in force without a decision on file.' FROM site_bans b WHERE "
        "b.state IN ('provisional', 'confirmed') AND NOT EXISTS (SELECT 1 FROM site_ban_events e WHERE e.ban_id = b.id)"
    ),
)
"""Each gives (id, sentence) for whatever is wrong; sentences hold references and numbers, never names."""

MOST_OF_A_KIND = 20


def findings_in_incidents(connection: Connection) -> Iterator[str]:
    """Plain sentences; none means every case is sound."""
    for question in _CHECKS:
        for _, sentence in connection.execute(text(question)).fetchmany(MOST_OF_A_KIND):
            yield sentence

"""One file per errand of the office: permission, change, audit entry and commit in one transaction."""

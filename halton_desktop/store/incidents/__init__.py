"""The stores of what belongs to a case: its people, steps, evidence, letters, bans, links and who it is closed to."""

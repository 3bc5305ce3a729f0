"""Every errand with the permission it asks for, area by area: the completeness of this list is itself a test.

Each module holds ``ERRANDS``: the service's name as "module.function" → (permission, a call with whatever arguments;
with the permission it may fail for any other reason, without it only with NotAllowed).
"""

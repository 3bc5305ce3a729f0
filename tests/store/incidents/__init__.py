"""Tests of the encrypted store of the cases."""

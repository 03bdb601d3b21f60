"""What many games say about the balance of a scenario: `python -m bench.balance TABLE`."""

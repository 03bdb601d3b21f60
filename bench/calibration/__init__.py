"""What simulated summers say beside the real one: `python -m bench.calibration`."""

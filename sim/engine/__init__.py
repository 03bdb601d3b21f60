"""The time room: the only place that imports simpy. SimPy says when, the decider says what."""

"""Rules by family; the index over them is `sim.domain.decider`."""

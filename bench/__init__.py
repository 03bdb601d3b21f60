"""Our own measurements, each beside a peer that ran in the same minute (design 10)."""

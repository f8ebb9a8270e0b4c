"""Who does match? Exact evidence, its probability, and the groups it makes. Proposes no pair."""

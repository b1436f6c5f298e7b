"""MROs: linearization, who provides which member, why an MRO is impossible and what would repair it."""

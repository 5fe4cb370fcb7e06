"""What each stage costs per record in instructions and allocations: counts, which no other load of a machine moves."""

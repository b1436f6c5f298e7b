"""What a decision takes: in: candidates; out: places to change, effects, what comes first, waves and the way back."""

"""Events: who declares, emits, routes, handles and names each."""

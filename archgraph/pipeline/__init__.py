"""The only place that knows the order of the stages: each file is the way of one use through them."""

"""Renderers: each module declares one `Renderer`, found by the writer."""

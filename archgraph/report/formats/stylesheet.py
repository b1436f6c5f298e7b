"""The page's stylesheet, kept as text so that a page needs no file beside it."""

from typing import Final

STYLESHEET: Final = """\
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1f2328; --quiet: #5d6570; --line: #dcdfe3; --tint: #f3f4f1; --accent: #0b5c8a;
  --sans: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #16191d; --ink: #dfe3e8; --quiet: #98a1ac; --line: #333a42; --tint: #1e2227; --accent: #7cc0ec; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans);
  display: grid; grid-template-columns: minmax(11rem, 15rem) minmax(0, 1fr); -webkit-text-size-adjust: 100%;
}
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; z-index: 2; }
nav {
  position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto;
  padding: 2.4rem 1rem 2rem 1.5rem; font-size: .875rem; line-height: 1.35;
}
nav ol { list-style: none; margin: 0; padding: 0; border-left: 1px solid var(--line); }
nav a { display: block; padding: .3rem .8rem; color: var(--quiet); text-decoration: none; }
nav a:hover, nav a:focus { color: var(--accent); }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 4rem; max-width: 78rem; min-width: 0; }
h1 { font-size: 1.85rem; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.8rem 0 .7rem; padding-top: .9rem; }
h2 { border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.4rem 0 .4rem; color: var(--quiet); }
p, ul, ol { margin: .6rem 0; max-width: 46rem; }
ul, main ol { padding-left: 1.3rem; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: from-font; }
code { font: .875em/1.4 var(--mono); overflow-wrap: break-word; }
code.whole { white-space: nowrap; }
p code, li code { background: var(--tint); padding: .08em .3em; border-radius: 3px; }
a code { color: inherit; background: none !important; padding: 0 !important; }
.scroll { overflow: auto; margin: .9rem 0; border: 1px solid var(--line); border-radius: 6px; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; }
table { font-variant-numeric: tabular-nums lining-nums; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th {
  position: sticky; top: 0; background: var(--tint); color: var(--quiet); font-weight: 600; font-size: .8rem;
  white-space: nowrap; box-shadow: inset 0 -1px var(--line);
}
td { max-width: 34rem; overflow-wrap: break-word; }
tbody tr:last-child td { border-bottom: 0; }
tbody tr:hover { background: color-mix(in srgb, var(--tint) 60%, transparent); }
.figure { text-align: right; white-space: nowrap; }
.more, footer, figcaption { color: var(--quiet); font-size: .875rem; }
figure { margin: 1.4rem 0; }
figure .scroll { padding: .8rem; margin-bottom: .4rem; }
figure img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media (max-width: 60rem) {
  body { display: block; }
  nav { position: static; max-height: none; padding: 1.2rem 1rem 0; }
  nav ol { border: 0; display: flex; flex-wrap: wrap; gap: 0 .4rem; }
  nav a { padding: .2rem .5rem .2rem 0; }
}
@media print {
  body { display: block; font-size: 10pt; } nav, .skip { display: none; } main { max-width: none; padding: 0; }
  .scroll { overflow: visible; border: 0; } th { position: static; } figure img { min-width: 0 !important; }
  h2, h3 { break-after: avoid; } tr, figure { break-inside: avoid; }
  table { font-size: 7.5pt; } th, td { padding: .15rem .35rem; overflow-wrap: anywhere; white-space: normal; }
  .figure, code, code.whole { white-space: normal; overflow-wrap: anywhere; }
  th, th.figure { font-size: 7pt; overflow-wrap: normal; }
}
"""

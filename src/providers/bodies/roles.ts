/** Roles whose words are neither the person's nor the assistant's, whatever a vendor adds to their names. */
export const hiddenRole =
  /^\s*(?:system|developer|tool|function|reasoning|thought|internal|thinking|analysis|commentary|context|instruction|observation|retriev|plugin|ipython)/i;

/** The roles of those who ask. */
export const userRole = /^\s*(?:user|human|customer|client|person)\b/i;

/** Roles whose words are neither the person's nor the assistant's, whatever a vendor adds to their names. */
export const hiddenRole = /^\s*(?:system|developer|tool|function|reasoning|thought|internal)/i;

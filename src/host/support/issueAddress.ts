/**
 * The address where people report problems; whoever publishes this extension sets it, here and as `bugs` and `qna` in
 * package.json. Without it a report is a document to copy.
 */
export const issueAddress = '';

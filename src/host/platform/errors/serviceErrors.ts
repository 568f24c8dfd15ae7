import type { ErrorCode, ErrorData } from '../../../chat/model/errorData.ts';
import { language, type Sentence, t } from '../words.ts';
import { type ErrorEntry, hostOf } from './entry.ts';

/** Returns the sentence for a failure of TLS, by the platform's code: each of these needs something else to be done. */
function tlsSentence(error: ErrorData): Sentence {
  const host = hostOf(error);
  switch (error.detail) {
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return t(
        'The secure connection to {0} failed because the other side uses http. Check that the setting http.proxy starts with http:// instead of https://, and check the address of the connection.',
        host,
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return t(
        'The certificate of {0} was issued for another name. Check the address of the connection. A proxy or sign-in page of the network may be in between.',
        host,
      );
    case 'CERT_HAS_EXPIRED':
      return t(
        'The certificate of {0} isn’t valid today. Check the clock of this computer, and then contact your IT department.',
        host,
      );
    default:
      return t(
        'The certificate of {0} isn’t trusted. Behind a company proxy, check the setting http.systemCertificates.',
        host,
      );
  }
}

function proxySentence(error: ErrorData): Sentence {
  switch (error.detail) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return t('The proxy {0} wasn’t found. Check the setting http.proxy and the internet connection.', hostOf(error));
    case 'ECONNREFUSED':
      return t('The proxy {0} refused the connection. Check the setting http.proxy.', hostOf(error));
    // VS Code sends `http.proxyAuthorization` with its own requests alone, not with those of extensions.
    case 'sign-in':
      return t(
        'The proxy requires a sign-in. Add the name and password to the address in the setting http.proxy (http://name:password@host:port), or contact your IT department.',
      );
    default:
      return t('The proxy blocked the request. Check the setting http.proxy.');
  }
}

/** Errors that keep a service from being reached, or from answering. */
export const serviceErrors = {
  'connection-missing': { text: () => t('This connection no longer exists.'), actions: ['add-connection'] },
  'key-missing': { text: () => t('No API key is stored for this connection.'), actions: ['set-api-key', 'retry'] },
  'key-rejected': { text: (e) => t('{0} rejected the API key.', hostOf(e)), actions: ['set-api-key', 'retry'] },
  'key-other-origin': {
    text: () => t('The API key was entered for a different address and isn’t sent to this one.'),
    actions: ['set-api-key', 'retry'],
  },
  'secrets-unavailable': {
    text: () => t('The secret storage can’t be read. Enter the API key again to use it until you close the window.'),
    actions: ['set-api-key', 'retry'],
  },
  'remote-declined': {
    text: () => t('API keys aren’t used in this remote window, as you chose. To change that, reload the window.'),
    actions: ['reload-window', 'show-log'],
  },
  forbidden: {
    text: (e) => t('Your API key doesn’t have permission for this on {0}.', hostOf(e)),
    actions: ['set-api-key', 'show-log'],
  },
  'assistant-unavailable': {
    text: () => t('This assistant isn’t available to your organization.'),
    actions: ['choose-another', 'edit-connection', 'show-log'],
  },
  'licence-missing': {
    text: () => t('This assistant requires a license (product number, for example, PI…).'),
    actions: ['enter-details', 'edit-connection'],
  },
  'not-found': {
    text: (e) => t('The requested item wasn’t found on {0}.', hostOf(e)),
    actions: ['edit-connection', 'show-log'],
  },
  'deployment-not-found': {
    text: () => t('The deployment wasn’t found. Check the deployment ID, and check that the deployment is published.'),
    actions: ['edit-connection'],
  },
  'session-expired': { text: () => t('The session has expired and couldn’t be reopened.'), actions: ['retry'] },
  conflict: {
    text: () => t('The service is still working on this conversation. Try again shortly.'),
    actions: ['retry'],
  },
  'rate-limited': {
    text: (e) =>
      e.retryAt
        ? t('Rate limit reached. You can send again at {0}.', clock(e.retryAt))
        : t('Rate limit reached. Try again in a moment.'),
    actions: ['retry'],
  },
  'quota-used': {
    text: (e) =>
      e.retryAt
        ? t('The quota of {0} is used up. You can send again at {1}.', hostOf(e), clock(e.retryAt, 'short'))
        : t('The quota of {0} is used up. Contact whoever gave you the API key.', hostOf(e)),
    actions: ['retry', 'show-log'],
  },
  unavailable: { text: (e) => t('{0} is unavailable right now.', hostOf(e)), actions: ['retry', 'show-log'] },
  'vendor-timeout': { text: (e) => t('{0} took too long to respond.', hostOf(e)), actions: ['retry'] },
  'host-not-found': {
    text: (e) =>
      t(
        '{0} wasn’t found. Check your internet connection. In company networks, the setting http.proxy may be required.',
        hostOf(e),
      ),
    actions: ['retry', 'test-connection'],
  },
  refused: { text: (e) => t('{0} refused the connection.', hostOf(e)), actions: ['retry', 'test-connection'] },
  tls: {
    text: tlsSentence,
    actions: ['retry', 'show-log'],
  },
  proxy: {
    text: proxySentence,
    actions: ['retry', 'show-log'],
  },
  redirected: {
    text: (e) => t('{0} tried to redirect the request. The redirect was blocked to protect your API key.', hostOf(e)),
    actions: ['edit-connection', 'show-log'],
  },
  network: {
    text: (e) => t('The connection to {0} was interrupted.', hostOf(e)),
    actions: ['retry', 'test-connection'],
  },
  'timeout-headers': { text: (e) => t('{0} didn’t respond in time.', hostOf(e)), actions: ['retry'] },
  'timeout-idle': { text: (e) => t('{0} stopped responding.', hostOf(e)), actions: ['retry'] },
  'timeout-total': { text: () => t('The answer took longer than the time limit.'), actions: ['retry'] },
  'too-large': {
    text: (e) => t('The response from {0} was too large to process.', hostOf(e)),
    actions: ['retry', 'show-log'],
  },
  'bad-response': {
    text: (e) =>
      t('{0} returned an unexpected response. Check the service address and your proxy settings.', hostOf(e)),
    actions: ['retry', 'test-connection', 'show-log'],
  },
  'not-streaming': { text: () => t('This assistant can’t stream its answers.'), actions: ['retry'] },
  interrupted: { text: (e) => t('The answer from {0} was interrupted.', hostOf(e)), actions: ['retry'] },
  'insecure-url': {
    text: (e) =>
      e.detail === 'storage'
        ? t('The storage address named by the service isn’t allowed: {0}. Nothing was uploaded.', hostOf(e))
        : t('The address must start with https. http is allowed only for this computer.'),
    actions: ['edit-connection'],
  },
  paused: {
    text: (e) => t('{0} failed several times. Requests are paused until {1}.', hostOf(e), clock(e.retryAt ?? '')),
    actions: ['retry'],
  },
  'not-supported': { text: () => t('This assistant doesn’t support that.'), actions: ['choose-another'] },
} satisfies Partial<Record<ErrorCode, ErrorEntry>>;

/** A time of today, or with its day. */
function clock(iso: string, timeStyle: 'medium' | 'short' = 'medium'): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(language(), { ...(!isToday && { dateStyle: 'medium' }), timeStyle });
}

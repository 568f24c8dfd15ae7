// Loaded before a program that has no business on the network: it ends as soon as it leaves this machine.
import dns from 'node:dns';
import { Socket } from 'node:net';

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|::)?$/;

/** @param {unknown} host */
function mustStay(host) {
  if (loopback.test(String(host ?? ''))) return;
  process.stderr.write(`left this machine: ${host}\n`);
  process.exit(99);
}

const { connect } = Socket.prototype;
/** @type {(this: Socket, ...parameters: any[]) => Socket} */
Socket.prototype.connect = function (...parameters) {
  const [first, second] = Array.isArray(parameters[0]) ? parameters[0] : parameters;
  if (typeof first === 'object' && first !== null) mustStay(first.path === undefined ? first.host : '');
  else if (typeof first === 'number') mustStay(typeof second === 'string' ? second : '');
  return Reflect.apply(connect, this, parameters);
};

const { lookup } = dns;
// @ts-expect-error: the overloads of `lookup` are passed on as they come
dns.lookup = (host, ...rest) => {
  mustStay(host);
  return Reflect.apply(lookup, dns, [host, ...rest]);
};

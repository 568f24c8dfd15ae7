// A profile: the folder with VS Code's settings, extensions and home of one run.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Quiet: nothing that pops up, looks outside or differs from run to run. */
const quiet = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  // Every port that anything on this machine opens would be forwarded, and told in a notification over the chat.
  'remote.autoForwardPorts': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'chat.disableAIFeatures': true,
};

/** @typedef {{ folder: string, data: string, extensions: string, home: string, settings: string }} Profile */

/**
 * @param {{ folder?: string, settings?: Record<string, unknown> }} [options] `folder`: a profile to keep; else a temporary one
 * @returns {Profile}
 */
export function makeProfile({ folder = mkdtempSync(path.join(tmpdir(), 'expert-assistants-')), settings = {} } = {}) {
  const profile = {
    folder,
    data: path.join(folder, 'data'),
    extensions: path.join(folder, 'extensions'),
    home: path.join(folder, 'home'),
    settings: path.join(folder, 'data/User/settings.json'),
  };
  for (const each of [
    path.dirname(profile.settings),
    path.join(profile.data, 'Machine'),
    profile.extensions,
    profile.home,
  ])
    mkdirSync(each, { recursive: true });
  // A kept profile belongs to the person: what they have set stays.
  if (existsSync(profile.settings)) changeSettings(profile, settings);
  else writeFileSync(profile.settings, JSON.stringify({ ...quiet, ...settings }, undefined, '\t'));
  return profile;
}

/** Also while VS Code runs: it watches the file. @param {Profile} profile @param {Record<string, unknown>} settings */
export function changeSettings(profile, settings) {
  if (Object.keys(settings).length === 0) return;
  const before = JSON.parse(readFileSync(profile.settings, 'utf8'));
  writeFileSync(profile.settings, JSON.stringify({ ...before, ...settings }, undefined, '\t'));
}

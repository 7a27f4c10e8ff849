// Starts the product as a newcomer does, once for all browser tests: the built
// binary, its sandbox world, and a database that has walked the whole journey.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    base: string;
    owner: string;
    cashier: string;
    world: Record<string, string>; // the outside: bank, terminals
    host: string; // where terminals call
  }
}

const binary = process.env.TILLWAY_BIN ?? resolve(import.meta.dirname, '../../../bin/tillway');

export default async function setup(project: TestProject) {
  if (!existsSync(binary)) throw new Error('bin/tillway is not built: run make build');
  const dir = mkdtempSync(join(tmpdir(), 'tillway-browser-'));
  const data = join(dir, 'data');
  const place = ['--db', `sqlite:${join(dir, 't.db')}`, '--data', data];
  const parts: ChildProcess[] = [];
  const lower = async () => {
    for (const part of parts.reverse()) await stop(part);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    execFileSync(binary, ['demo', '--script', '--seed', '1', ...place], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await ready(parts, 'sim', 'world', '--data', data, '--any-port', '--terminals', '1,2');
    const line = await ready(
      parts,
      'serve',
      ...place,
      ...['--http', '127.0.0.1:0', '--iso', '127.0.0.1:0', '--world', join(data, 'endpoints.json')],
    );
    const [owner = ''] = readdirSync(join(data, 'runs'));
    const [base = '', host = ''] = line.split(' ');
    const world = JSON.parse(readFileSync(join(data, 'endpoints.json'), 'utf8'));
    await moveHost(world.terminal, host);
    project.provide('base', base);
    project.provide('owner', owner);
    project.provide('world', world);
    project.provide('host', host);
    project.provide('cashier', owner.replace('owner', 'cashier'));
  } catch (error) {
    await lower();
    throw error;
  }
  return lower;
}

/** An installed terminal is told that its acquirer is behind another door now. */
async function moveHost(terminal: string, host: string) {
  const answer = await fetch(`${terminal}/host`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ host }),
  });
  if (!answer.ok) throw new Error(`the terminal does not take its host: ${await answer.text()}`);
}

/** Starts a part and waits for the line that says it is ready. */
function ready(parts: ChildProcess[], ...args: string[]): Promise<string> {
  const part = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  parts.push(part);
  return new Promise((resolve, reject) => {
    part.once('exit', (code) => reject(new Error(`tillway ${args[0]} ended with ${code}`)));
    createInterface({ input: part.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
  });
}

function stop(part: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (part.exitCode !== null) return resolve();
    part.removeAllListeners('exit');
    part.once('exit', () => resolve());
    part.kill('SIGTERM');
  });
}

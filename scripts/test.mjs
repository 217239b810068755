// Runs every test there is: `npm test`. Installs what a bare Debian machine lacks, builds, then runs the suites in two lanes side by side.
// With names of lanes' suites as arguments (`node scripts/test.mjs unit faults`) only those are run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test/results');

/** A suite: a vitest project, and the database it runs on where that matters. */
const suite = (project, database) => ({ name: database === undefined ? project : `${project} (${database} database)`, project, database });

/** One lane has the engines, the other the browser: two cores carry both. */
const lanes = [
  [suite('integration', 'embedded'), suite('integration', 'given'), suite('e2e', 'embedded')],
  [suite('unit'), suite('web'), suite('browser'), suite('faults', 'given')],
];

async function run(command, args, env = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** @returns how many tests passed and failed */
async function runSuite({ name, project, database }) {
  const file = join(results, `${name.replaceAll(/\W+/g, '-')}.json`);
  const started = Date.now();
  const ok = await run(
    'npx',
    ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {
      ...(database === undefined ? {} : { LONGSHORE_TEST_DATABASE: database }),
    },
  );
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(file, 'utf8'));
  // A suite that breaks outside of its tests, or has none, has failed too.
  const broken = (!ok && failed === 0) || passed + failed === 0 ? 1 : 0;
  console.log(`\n── ${name}: ${passed} passed, ${failed + broken} failed in ${Math.round((Date.now() - started) / 1000)} s\n`);
  return { passed, failed: failed + broken };
}

const wanted = process.argv.slice(2);
const chosen = lanes.map((lane) => lane.filter(({ project }) => wanted.length === 0 || wanted.includes(project)));

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
if (!(await run('node', ['scripts/test-machine.mjs']))) process.exit(1);
if (!(await run('node', ['scripts/build.mjs']))) process.exit(1);
if (wanted.length === 0 && !(await run('npm', ['run', '--silent', 'check']))) process.exit(1);

const counts = await Promise.all(
  chosen.map(async (lane) => {
    const all = [];
    for (const one of lane) all.push(await runSuite(one));
    return all;
  }),
);
const total = counts
  .flat()
  .reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), { passed: 0, failed: 0 });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

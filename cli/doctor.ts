import { Command } from 'commander';
import { EXIT } from './failure.ts';
import type { Finding } from './finding.ts';
import { things } from './words.ts';

const SIGNS = { well: '✓', warning: '!', wrong: '✗' } as const satisfies Record<Finding['state'], string>;

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('Say what is wrong with this installation, and how to mend it.')
    .option('--json', 'one JSON document: { well, findings: [{ check, state, found, mend? }] }')
    .addHelpText(
      'after',
      `
Examples:
  proceed doctor
  proceed doctor --json
  DATABASE_URL=postgresql://… proceed doctor

It looks and changes nothing. Exit code 0 when nothing is wrong (warnings are fine), 1 otherwise.
`,
    )
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { examine } = await import('./findings.ts');
      const findings = await examine();
      const wrong = findings.filter(({ state }) => state === 'wrong').length;
      const warnings = findings.filter(({ state }) => state === 'warning').length;
      process.stdout.write(
        json
          ? `${JSON.stringify({ well: wrong === 0, findings }, null, 2)}\n`
          : `${findings.map(told).join('\n')}\n\n${verdict(wrong, warnings)}\n`,
      );
      process.exitCode = wrong === 0 ? EXIT.fine : EXIT['no, or something is wrong'];
    });

const told = ({ check, state, found, mend }: Finding): string =>
  `${SIGNS[state]} ${check}: ${found}${mend === undefined ? '' : `\n    ${mend}`}`;

const verdict = (wrong: number, warnings: number): string => {
  if (wrong > 0) return `${things(wrong, 'thing')} to mend${warnings > 0 ? `, ${things(warnings, 'warning')}` : ''}.`;
  return warnings > 0 ? `Nothing is wrong; ${things(warnings, 'warning')}.` : 'Nothing is wrong.';
};

import { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Delivery, Observed } from '#practices/changes';

/** A moment, as every forge writes them. */
export const when = z.string().transform((value, context) => {
  const at = Date.parse(value);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'must be a moment' });
  return z.NEVER;
});

export const malformed = (vendor: string, { issues }: Pick<z.ZodError, 'issues'>, within = ''): Refusal => {
  const [first] = issues;
  const path = within + (first?.path ?? []).map((part) => `/${String(part)}`).join('');
  return refuse(
    'delivery-malformed',
    `This delivery is not as ${vendor} publishes it (${path}: ${first?.message ?? ''}). Nothing was written.`,
    { field: path },
  );
};

export const unknown = (event: string, header: string, known: readonly string[]): Refusal =>
  refuse('delivery-unknown', `Nobody here knows a delivery called ${event}. Nothing was written.`, {
    field: `/header/${header}`,
    accepted: known.join(', '),
  });

type Taken = Result<Omit<Delivery, 'repository'>>;
export type Taking = (payload: unknown, action: string) => Taken;
type Parts<S extends Readonly<Record<string, z.ZodType>>> = { readonly [K in keyof S]: z.output<S[K]> };

/** Reads the named parts of a payload (`.`: all of it), and says of them what was observed. */
export const takingFor =
  (vendor: string) =>
  <const S extends Readonly<Record<string, z.ZodType>>>(
    shapes: S,
    told: string,
    observe: (parts: Parts<S>, action: string) => readonly Observed[],
  ): Taking =>
  (payload, action) => {
    const whole = payload as Readonly<Record<string, unknown>>;
    const parts: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(shapes)) {
      const parsed = shape.safeParse(name === '.' ? payload : whole[name]);
      if (!parsed.success) return malformed(vendor, parsed.error, name === '.' ? '' : `/${name}`);
      parts[name] = parsed.data;
    }
    return ok({ observed: observe(parts as Parts<S>, action), told });
  };
